package dev.slipway.registry.upload;

import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a chunk belongs, after the {@code Content-Range} header of the distribution specification
 * ("Pushing a blob in chunks"), which is {@code first-last} without a unit.
 *
 * @param first offset of the chunk's first byte
 * @param last offset of its last byte
 */
public record ChunkRange(long first, long last) {

  private static final Pattern FORMAT = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

  public ChunkRange {
    if (last < first) {
      throw malformed();
    }
  }

  /**
   * Reads the header; empty when there is none, which means "append".
   *
   * @throws RegistryException when it is malformed
   */
  public static Optional<ChunkRange> parse(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher matcher = FORMAT.matcher(header.strip());
    if (!matcher.matches()) {
      throw malformed();
    }
    return Optional.of(
        new ChunkRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
  }

  /** The chunk's length in bytes. */
  long length() {
    return last - first + 1;
  }

  private static RegistryException malformed() {
    return new RegistryException(
        ErrorCode.RANGE_INVALID, "Content-Range of a chunk is <first byte>-<last byte>");
  }
}
