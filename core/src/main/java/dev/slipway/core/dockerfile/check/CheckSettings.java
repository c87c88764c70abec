package dev.slipway.core.dockerfile.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code # check=} says: {@code skip=all} or {@code skip=Name,Name}, and {@code error=true},
 * which makes every finding an error, separated by a semicolon.
 *
 * @param skipAll whether no check runs
 * @param skipped names of checks that don't run; names that are not known are allowed, a newer
 *     builder may know them
 * @param asErrors whether findings stop the build
 */
public record CheckSettings(boolean skipAll, Set<String> skipped, boolean asErrors) {

  /** All checks run, and warn. */
  public static final CheckSettings DEFAULT = new CheckSettings(false, Set.of(), false);

  private static final Set<String> TRUE = Set.of("1", "t", "true");
  private static final Set<String> FALSE = Set.of("0", "f", "false");

  public CheckSettings {
    skipped = Set.copyOf(skipped);
  }

  /**
   * Reads the directive's value.
   *
   * @throws IllegalArgumentException when it is malformed; the message says what is expected
   */
  public static CheckSettings parse(String text) {
    CheckSettings settings = DEFAULT;
    for (String part : text.split(";", 2)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part.strip() : part.substring(0, equals).strip();
      String value = equals < 0 ? "" : part.substring(equals + 1).strip();
      settings = settings.with(key, value);
    }
    return settings;
  }

  private CheckSettings with(String key, String value) {
    if (key.equals("skip")) {
      return value.equals("all")
          ? new CheckSettings(true, Set.of(), asErrors)
          : new CheckSettings(false, names(value), asErrors);
    }
    String choice = value.toLowerCase(Locale.ROOT);
    if (key.equals("error") && (TRUE.contains(choice) || FALSE.contains(choice))) {
      return new CheckSettings(skipAll, skipped, TRUE.contains(choice));
    }
    throw new IllegalArgumentException(
        "the check directive takes skip=all, skip=Name,Name and error=true, separated by a"
            + " semicolon, not \""
            + key
            + (value.isEmpty() ? "" : "=" + value)
            + "\"");
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
  }

  /** Whether a check runs. */
  public boolean runs(Check check) {
    return !skipAll && !skipped.contains(check.id());
  }
}
