package dev.slipway.service.log.web;

import dev.slipway.service.web.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes of a log are asked for.
 *
 * @param from the first byte
 * @param to after the last byte
 * @param total bytes of the whole log
 * @param kind how the answer has to say so
 */
record LogPart(long from, long to, long total, Kind kind) {

  /** One range of bytes (RFC 9110, section 14.1.2); several, and other units, are ignored. */
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** What the answer is. */
  enum Kind {
    /** Status 200. */
    REST,
    /** Status 206. */
    RANGE,
    /** Status 416. */
    UNSATISFIABLE
  }

  /**
   * Reads a request.
   *
   * @param offset the parameter; it wins over a range
   * @param range the header
   * @throws InvalidInputException when the offset is negative
   */
  static LogPart of(long total, @Nullable Long offset, @Nullable String range) {
    if (offset != null) {
      if (offset < 0) {
        throw new InvalidInputException("offset", "must not be negative");
      }
      return new LogPart(Math.min(offset, total), total, total, Kind.REST);
    }
    Matcher matcher = RANGE.matcher(range == null ? "" : range.strip());
    if (!matcher.matches() || matcher.group().equals("bytes=-")) {
      return new LogPart(0, total, total, Kind.REST);
    }
    return ranged(total, matcher.group(1), matcher.group(2));
  }

  long length() {
    return to - from;
  }

  /** The header {@code Content-Range}. */
  String contentRange() {
    return kind == Kind.UNSATISFIABLE
        ? "bytes */" + total
        : "bytes " + from + "-" + (to - 1) + "/" + total;
  }

  private static LogPart ranged(long total, String first, String last) {
    if (first.isEmpty()) {
      long from = Math.max(0, total - Long.parseLong(last));
      return from == total
          ? new LogPart(0, 0, total, Kind.UNSATISFIABLE)
          : new LogPart(from, total, total, Kind.RANGE);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? total : Math.min(total, Long.parseLong(last) + 1);
    if (!last.isEmpty() && Long.parseLong(last) < from) {
      return new LogPart(0, total, total, Kind.REST);
    }
    return from >= total
        ? new LogPart(0, 0, total, Kind.UNSATISFIABLE)
        : new LogPart(from, to, total, Kind.RANGE);
  }
}
