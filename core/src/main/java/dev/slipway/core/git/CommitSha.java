package dev.slipway.core.git;

import java.util.regex.Pattern;

/**
 * The full name of a Git commit: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits.
 *
 * @param value the digits
 */
public record CommitSha(String value) {

  private static final Pattern FORMAT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final int SHORT_LENGTH = 7;

  public CommitSha {
    if (!FORMAT.matcher(value).matches()) {
      throw new IllegalArgumentException("a commit is 40 or 64 lower-case hexadecimal digits");
    }
  }

  /** Whether these digits are the all-zero name by which hosts say "no commit". */
  public static boolean isZero(String digits) {
    return !digits.isEmpty() && digits.chars().allMatch(c -> c == '0');
  }

  /** The first seven digits, as people write them. */
  public String abbreviated() {
    return value.substring(0, SHORT_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
