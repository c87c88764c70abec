package dev.slipway.worker.attest.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads records of {@code Key: value} lines with blank lines between them: Debian's control files
 * (deb822(5)), Alpine's index and Python's core metadata. Only the fields asked for are kept.
 * Continuation lines, which begin with a space, are left out.
 */
final class Records {

  private Records() {}

  /** All records that have any of the fields. */
  static List<Map<String, String>> read(String text, Set<String> fields) {
    List<Map<String, String>> records = new ArrayList<>();
    Map<String, String> record = new HashMap<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isBlank()) {
        add(record, records);
        record = new HashMap<>();
      } else {
        field(line, fields, record);
      }
    }
    add(record, records);
    return records;
  }

  /** The first record; empty when there is none. */
  static Map<String, String> first(String text, Set<String> fields) {
    List<Map<String, String>> records = read(text.split("\r?\n\r?\n", 2)[0], fields);
    return records.isEmpty() ? Map.of() : records.get(0);
  }

  private static void field(String line, Set<String> fields, Map<String, String> record) {
    int colon = line.indexOf(':');
    if (colon > 0 && fields.contains(line.substring(0, colon))) {
      record.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
    }
  }

  private static void add(Map<String, String> record, List<Map<String, String>> records) {
    if (!record.isEmpty()) {
      records.add(record);
    }
  }
}
