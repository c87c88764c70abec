package dev.slipway.core.dockerfile.word;

import org.jspecify.annotations.Nullable;

/** One run over one text. */
final class Expansion {

  private static final int END = -1;

  /** Substitutions inside substitutions; more would only serve to exhaust the stack. */
  private static final int MAX_DEPTH = 100;

  private static final String SPECIAL_PARAMETERS = "@*#?-$!";

  private final ShellWords rules;
  private final String source;
  private final boolean quotes;
  private int position;
  private int depth;

  Expansion(ShellWords rules, String source, boolean quotes) {
    this.rules = rules;
    this.source = source;
    this.quotes = quotes;
  }

  void run(WordSink sink) throws ExpansionException {
    read(sink, END, false);
  }

  /**
   * Reads up to the stop character, which is consumed.
   *
   * @param raw whether escapes stay in the result, as patterns need them
   */
  private void read(WordSink sink, int stop, boolean raw) throws ExpansionException {
    while (position < source.length()) {
      char c = source.charAt(position);
      if (c == stop) {
        position++;
        return;
      }
      if (c == '$') {
        sink.value(dollar());
      } else if (quotes && c == '\'') {
        singleQuoted(sink);
      } else if (quotes && c == '"') {
        doubleQuoted(sink, raw);
      } else if (c == rules.escape()) {
        escaped(sink, raw);
      } else {
        sink.plain(c);
        position++;
      }
    }
    if (stop != END) {
      throw new ExpansionException("a \"" + (char) stop + "\" is missing in ${…}");
    }
  }

  private void escaped(WordSink sink, boolean raw) throws ExpansionException {
    int start = raw ? position : position + 1;
    position = Math.min(position + 2, source.length());
    sink.literal(source.substring(Math.min(start, position), position));
  }

  private void singleQuoted(WordSink sink) throws ExpansionException {
    int end = source.indexOf('\'', position + 1);
    if (end < 0) {
      throw new ExpansionException("a single quote is never closed");
    }
    sink.literal(source.substring(position + 1, end));
    position = end + 1;
  }

  private void doubleQuoted(WordSink sink, boolean raw) throws ExpansionException {
    position++;
    while (position < source.length()) {
      char c = source.charAt(position);
      if (c == '"') {
        position++;
        return;
      }
      if (c == '$') {
        sink.literal(dollar());
      } else if (c == rules.escape() && escapesNextInQuotes()) {
        escaped(sink, raw);
      } else {
        sink.literal(String.valueOf(c));
        position++;
      }
    }
    throw new ExpansionException("a double quote is never closed");
  }

  private boolean escapesNextInQuotes() {
    int next = peek(1);
    return next == '"' || next == '$' || next == rules.escape();
  }

  private String dollar() throws ExpansionException {
    position++;
    if (peek(0) != '{') {
      String name = name();
      return name.isEmpty() ? "$" : orEmpty(value(name));
    }
    position++;
    depth++;
    if (depth > MAX_DEPTH) {
      throw new ExpansionException("more than " + MAX_DEPTH + " ${…} stand inside each other");
    }
    String result = braced();
    depth--;
    return result;
  }

  /** What stands between the braces of {@code ${…}}, the closing one consumed. */
  private String braced() throws ExpansionException {
    if (peek(0) == '}' || peek(0) == '{' || peek(0) == ':') {
      throw new ExpansionException("bad substitution: ${…} needs a variable's name");
    }
    String name = name();
    int modifier = peek(0);
    position++;
    switch (modifier) {
      case '}':
        return orEmpty(value(name));
      case '/':
        return replaced(name);
      case '#', '%':
        return trimmed(name, (char) modifier);
      case ':':
        int second = peek(0);
        position++;
        return chosen(name, second, true, ":");
      default:
        return chosen(name, modifier, false, "");
    }
  }

  /** {@code - + ?}, with a colon an empty value counts as unset. */
  private String chosen(String name, int modifier, boolean emptyIsUnset, String prefix)
      throws ExpansionException {
    if (modifier == END) {
      throw new ExpansionException("a \"}\" is missing in ${…}");
    }
    if (modifier != '-' && modifier != '+' && modifier != '?') {
      throw new ExpansionException(
          "unsupported modifier \"" + prefix + (char) modifier + "\" in ${…}");
    }
    String word = nested('}', false);
    String value = value(name);
    boolean usable = value != null && !(emptyIsUnset && value.isEmpty());
    if (modifier == '+') {
      return usable ? word : "";
    }
    if (value != null && usable) {
      return value;
    }
    if (modifier == '-') {
      return word;
    }
    String problem = value == null ? "is not allowed to be unset" : "is not allowed to be empty";
    throw new ExpansionException(name + ": " + (word.isEmpty() ? problem : word));
  }

  private String trimmed(String name, char side) throws ExpansionException {
    boolean longest = peek(0) == side;
    if (longest) {
      position++;
    }
    String pattern = nested('}', true);
    String value = orEmpty(value(name));
    return side == '#'
        ? ShellPattern.withoutPrefix(value, pattern, longest, rules.budget())
        : ShellPattern.withoutSuffix(value, pattern, longest, rules.budget());
  }

  private String replaced(String name) throws ExpansionException {
    boolean all = peek(0) == '/';
    if (all) {
      position++;
    }
    String pattern = nested('/', true);
    String replacement = nested('}', true);
    return ShellPattern.replaced(orEmpty(value(name)), pattern, replacement, all, rules.budget());
  }

  private String nested(char stop, boolean raw) throws ExpansionException {
    WordSink sink = new WordSink(rules.budget(), ExpansionBudget.MAX_RESULT);
    read(sink, stop, raw);
    return sink.text();
  }

  /** A name, the digits of a positional parameter, or one special character; empty if none. */
  private String name() {
    int start = position;
    if (Character.isDigit(peek(0))) {
      while (Character.isDigit(peek(0))) {
        position++;
      }
    } else if (peek(0) != END && SPECIAL_PARAMETERS.indexOf(peek(0)) >= 0) {
      position++;
    } else {
      while (Character.isLetterOrDigit(peek(0)) || peek(0) == '_') {
        position++;
      }
    }
    return source.substring(start, position);
  }

  private int peek(int ahead) {
    int at = position + ahead;
    return at < source.length() ? source.charAt(at) : END;
  }

  private @Nullable String value(String name) {
    return rules.variables().get(name);
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
