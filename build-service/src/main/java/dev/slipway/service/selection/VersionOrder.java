package dev.slipway.service.selection;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Orders names as people read versions: numbers by their value, so {@code v1.10} comes after {@code
 * v1.9}, and a pre-release ({@code 1.0-rc1}) before its release. Names without a number come before
 * all versions, in the order of their letters.
 */
final class VersionOrder implements Comparator<String> {

  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9.]+");
  private static final Pattern VERSION = Pattern.compile("^[^0-9]*[0-9]");

  @Override
  public int compare(String one, String other) {
    int versions = Boolean.compare(VERSION.matcher(one).find(), VERSION.matcher(other).find());
    if (versions != 0) {
      return versions;
    }
    int parts = compareParts(parts(one), parts(other));
    return parts == 0 ? one.compareTo(other) : parts;
  }

  private static List<String> parts(String name) {
    return PART.matcher(name).results().map(MatchResult::group).toList();
  }

  private static int compareParts(List<String> one, List<String> other) {
    int shared = Math.min(one.size(), other.size());
    for (int i = 0; i < shared; i++) {
      int result = comparePart(one.get(i), other.get(i));
      if (result != 0) {
        return result;
      }
    }
    if (one.size() == other.size()) {
      return 0;
    }
    return one.size() > shared ? longer(one.get(shared)) : -longer(other.get(shared));
  }

  /** A further number makes a version later ({@code 1.0.1}), a word earlier ({@code 1.0-rc1}). */
  private static int longer(String next) {
    return isNumber(next) ? 1 : -1;
  }

  private static int comparePart(String one, String other) {
    if (isNumber(one) && isNumber(other)) {
      return new BigInteger(one).compareTo(new BigInteger(other));
    }
    if (isNumber(one) != isNumber(other)) {
      return isNumber(one) ? 1 : -1;
    }
    return one.compareTo(other);
  }

  private static boolean isNumber(String part) {
    return part.charAt(0) >= '0' && part.charAt(0) <= '9';
  }
}
