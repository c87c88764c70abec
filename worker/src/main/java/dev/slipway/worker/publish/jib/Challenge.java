package dev.slipway.worker.publish.jib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way of signing in that a {@code WWW-Authenticate} header offers (RFC 9110, 11.6.1).
 *
 * @param scheme lower case, such as bearer
 * @param parameters by lower-case name
 */
record Challenge(String scheme, Map<String, String> parameters) {

  private static final Pattern PART =
      Pattern.compile(
          "([A-Za-z0-9_.~-]+)(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]*)))?");

  Challenge {
    parameters = Map.copyOf(parameters);
  }

  /** All that some headers offer, in their order. */
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> challenges = new ArrayList<>();
    headers.forEach(header -> parse(header, challenges));
    return challenges;
  }

  /**
   * A word without a value starts a challenge; one with a value belongs to the challenge before.
   */
  private static void parse(String header, List<Challenge> challenges) {
    String scheme = null;
    Map<String, String> parameters = new HashMap<>();
    Matcher part = PART.matcher(header);
    while (part.find()) {
      String name = part.group(1).toLowerCase(Locale.ROOT);
      String value = part.group(2) == null ? part.group(3) : unescaped(part.group(2));
      if (value != null) {
        parameters.put(name, value);
      } else {
        add(scheme, parameters, challenges);
        scheme = name;
        parameters.clear();
      }
    }
    add(scheme, parameters, challenges);
  }

  private static void add(
      @Nullable String scheme, Map<String, String> parameters, List<Challenge> challenges) {
    if (scheme != null) {
      challenges.add(new Challenge(scheme, parameters));
    }
  }

  private static String unescaped(String quoted) {
    return quoted.replaceAll("\\\\(.)", "$1");
  }
}
