package dev.slipway.registry.web;

import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file, as the {@code Range} header asks for it (RFC 9110, section 14.2).
 *
 * @param first offset of its first byte
 * @param last offset of its last byte
 */
record ByteRange(long first, long last) {

  private static final Pattern FORMAT = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /**
   * Reads the header for a file of some size.
   *
   * @return empty when all of the file is to be sent: without a header, and for one that is
   *     malformed, of another unit or of several ranges, which a server may ignore
   * @throws RegistryException when the file has no such part
   */
  static Optional<ByteRange> parse(@Nullable String header, long size) {
    Matcher matcher = FORMAT.matcher(header == null ? "" : header.strip());
    if (!matcher.matches() || matcher.group(0).equals("bytes=-")) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (!first.isEmpty() && !last.isEmpty() && Long.parseLong(last) < Long.parseLong(first)) {
      return Optional.empty();
    }
    ByteRange range =
        first.isEmpty()
            ? new ByteRange(Math.max(0, size - Long.parseLong(last)), size - 1)
            : new ByteRange(
                Long.parseLong(first),
                last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1));
    if (range.length() <= 0) {
      throw unsatisfiable(size);
    }
    return Optional.of(range);
  }

  long length() {
    return last - first + 1;
  }

  /** The answer's {@code Content-Range}. */
  String contentRange(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }

  private static RegistryException unsatisfiable(long size) {
    return new RegistryException(ErrorCode.RANGE_INVALID, "the blob has " + size + " bytes only")
        .withHeaders(Map.of(Header.CONTENT_RANGE, "bytes */" + size));
  }
}
