package dev.slipway.worker.attest.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The distribution's name and version: os-release(5). */
final class OsReleaseCatalog implements Catalog {

  private static final List<String> PATHS = List.of("etc/os-release", "usr/lib/os-release");
  private static final int LARGEST = 64 * 1024;

  @Override
  public boolean reads(LayerFile file) {
    return PATHS.contains(file.path());
  }

  @Override
  public FileFacts read(LayerFile file, InputStream content)
      throws UnreadableException, IOException {
    Map<String, String> values = new HashMap<>();
    SmallFile.text(content, LARGEST).lines().forEach(line -> assign(line.strip(), values));
    String id = values.getOrDefault("ID", "").toLowerCase(Locale.ROOT);
    if (id.isEmpty()) {
      throw new UnreadableException("it has no ID");
    }
    String version = cut(values.getOrDefault("VERSION_ID", ""));
    String name = cut(values.getOrDefault("PRETTY_NAME", values.getOrDefault("NAME", id)));
    return new FileFacts(List.of(), new Distribution(cut(id), version, name), null);
  }

  private static void assign(String line, Map<String, String> values) {
    int equals = line.indexOf('=');
    if (equals > 0 && !line.startsWith("#")) {
      values.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
    }
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.endsWith(value.substring(0, 1));
    return quoted
        ? value.substring(1, value.length() - 1).replaceAll("\\\\([\"$`\\\\])", "$1")
        : value;
  }

  private static String cut(String text) {
    return text.length() <= PackageFact.LONGEST ? text : text.substring(0, PackageFact.LONGEST);
  }
}
