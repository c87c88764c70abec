package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@code RUN --mount} (Dockerfile reference, "RUN --mount"): a line of
 * comma-separated values, keys in any case, values unexpanded.
 *
 * @param options by lower-case key; the empty text for a key without a value
 */
record RunMount(Map<String, String> options) {

  private static final String FLAG = "mount";
  private static final String FROM = "from";
  private static final Set<String> TYPES =
      new TreeSet<>(Set.of("bind", "cache", "tmpfs", "secret", "ssh"));
  private static final Set<String> SHARING = new TreeSet<>(Set.of("shared", "private", "locked"));
  private static final Set<String> SWITCHES =
      Set.of("readonly", "ro", "readwrite", "rw", "required");
  private static final Set<String> NUMBERS = Set.of("uid", "gid");
  private static final Set<String> TEXTS =
      Set.of(
          "type",
          FROM,
          "source",
          "src",
          "target",
          "dst",
          "destination",
          "id",
          "sharing",
          "mode",
          "size",
          "env");
  private static final Set<String> KEYS = keys();
  private static final Pattern BOOLEAN =
      Pattern.compile("1|t|T|TRUE|true|True|0|f|F|FALSE|false|False");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
  private static final Pattern OCTAL = Pattern.compile("[0-7]{1,11}");

  RunMount {
    options = Map.copyOf(options);
  }

  /** The mounts of a RUN in order. */
  static List<RunMount> of(Instruction.Run run) {
    return run.flags().stream()
        .filter(flag -> flag.getKey().equals(FLAG))
        .map(flag -> parse(flag.getValue()))
        .toList();
  }

  static RunMount parse(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String field : fields(text)) {
      int equals = field.indexOf('=');
      String key = equals < 0 ? field : field.substring(0, equals);
      options.put(key.toLowerCase(Locale.ROOT), equals < 0 ? "" : field.substring(equals + 1));
    }
    return new RunMount(options);
  }

  /** Splits at commas; a field in double quotes may hold some. */
  private static List<String> fields(String text) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  /** The type in lower case; bind where none is given, and as written where it holds a variable. */
  String type() {
    return options.getOrDefault("type", "bind").toLowerCase(Locale.ROOT);
  }

  /** Whether only expansion tells the type. */
  boolean hasVariableType() {
    return !SettingParser.isFinal(type());
  }

  /** What it takes files from; null for the build context, or nothing. */
  @Nullable String from() {
    String from = options.get(FROM);
    return from == null || from.isEmpty() ? null : from;
  }

  /** What is wrong, as far as it can be told before expansion; null if nothing is. */
  @Nullable String problem() {
    for (Map.Entry<String, String> option : new TreeMap<>(options).entrySet()) {
      String problem = problem(option.getKey(), option.getValue());
      if (problem != null) {
        return problem;
      }
    }
    return from() != null && type().equals("secret") ? "a secret mount takes no from" : null;
  }

  private static @Nullable String problem(String key, String value) {
    if (key.equals(FROM) && value.indexOf('$') >= 0) {
      return "from= of --mount takes no variables; name a stage that says FROM with the variable";
    }
    if (!KEYS.contains(key)) {
      return "--mount knows no \"" + key + "\"" + Suggestion.didYouMean(key, KEYS);
    }
    if (value.isEmpty()) {
      return SWITCHES.contains(key) ? null : "\"" + key + "\" of --mount needs a value";
    }
    return SettingParser.isFinal(value) ? valueProblem(key, value) : null;
  }

  private static @Nullable String valueProblem(String key, String value) {
    if (key.equals("type")) {
      return oneOf(key, value, TYPES);
    }
    if (key.equals("sharing")) {
      return oneOf(key, value, SHARING);
    }
    if (SWITCHES.contains(key)) {
      return BOOLEAN.matcher(value).matches() ? null : notA(key, "true or false", value);
    }
    if (key.equals("mode")) {
      return OCTAL.matcher(value).matches() ? null : notA(key, "an octal number", value);
    }
    return NUMBERS.contains(key) && !NUMBER.matcher(value).matches()
        ? notA(key, "a number", value)
        : null;
  }

  private static @Nullable String oneOf(String key, String value, Set<String> allowed) {
    return allowed.contains(value.toLowerCase(Locale.ROOT))
        ? null
        : notA(key, "one of " + String.join(", ", allowed), value)
            + Suggestion.didYouMean(value, allowed);
  }

  private static String notA(String key, String what, String value) {
    return "\"" + key + "\" of --mount is " + what + ", not \"" + value + "\"";
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>(TEXTS);
    keys.addAll(SWITCHES);
    keys.addAll(NUMBERS);
    return keys;
  }
}
