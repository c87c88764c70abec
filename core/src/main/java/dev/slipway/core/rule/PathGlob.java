package dev.slipway.core.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A glob over paths from the repository's root: {@code *} and {@code ?} stay inside a folder,
 * {@code **} crosses folders, {@code [a-z]} and {@code [!a-z]} are sets, a backslash takes the next
 * character literally, and a glob that ends in a slash means all below that folder. A glob matches
 * the whole path; it runs in time linear in the path's length.
 */
record PathGlob(String glob, Pattern pattern) {

  private static final int MAX_LENGTH = 500;

  /**
   * @throws RuleSyntaxException when the glob is empty, too long, or has an open set
   */
  static PathGlob parse(String field, String glob) {
    if (glob.isBlank() || glob.length() > MAX_LENGTH) {
      throw new RuleSyntaxException(field, 0, "a glob has 1 to " + MAX_LENGTH + " characters");
    }
    String path = glob.startsWith("/") ? glob.substring(1) : glob;
    int offset = glob.length() - path.length();
    String expression =
        new Translation(field, path.endsWith("/") ? path + "**" : path, offset).run();
    try {
      return new PathGlob(glob, Pattern.compile(expression, Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new RuleSyntaxException(field, 0, "\"" + glob + "\": " + e.getDescription());
    }
  }

  boolean matches(String path) {
    return pattern.matches(path);
  }

  /** Writes a glob as a regular expression. */
  private static final class Translation {

    private final String field;
    private final String glob;
    private final int offset;
    private final StringBuilder expression = new StringBuilder();

    Translation(String field, String glob, int offset) {
      this.field = field;
      this.glob = glob;
      this.offset = offset;
    }

    String run() {
      for (int at = 0; at < glob.length(); ) {
        at = step(at);
      }
      return expression.toString();
    }

    private int step(int at) {
      return switch (glob.charAt(at)) {
        case '*' -> stars(at);
        case '?' -> write("[^/]", at + 1);
        case '[' -> set(at);
        case '\\' -> literal(at + 1);
        default -> literal(at);
      };
    }

    private int stars(int at) {
      boolean startsPart = at == 0 || glob.charAt(at - 1) == '/';
      if (startsPart && glob.startsWith("**/", at)) {
        return write("(?:[^/]+/)*", at + 3);
      }
      return glob.startsWith("**", at) ? write(".*", at + 2) : write("[^/]*", at + 1);
    }

    private int literal(int at) {
      if (at >= glob.length()) {
        throw problem(at - 1, "a backslash stands before the character it escapes");
      }
      int end = glob.offsetByCodePoints(at, 1);
      return write(Pattern.quote(glob.substring(at, end)), end);
    }

    private int set(int at) {
      boolean negated = glob.startsWith("!", at + 1) || glob.startsWith("^", at + 1);
      int from = at + (negated ? 2 : 1);
      // A bracket right at the start is a member of the set.
      int close = glob.indexOf(']', from + 1);
      if (close < 0) {
        throw problem(at, "\"[\" has no \"]\"");
      }
      String members = glob.substring(from, close);
      if (members.indexOf('/') >= 0) {
        throw problem(at, "a set can't hold \"/\"");
      }
      String quoted = members.replaceAll("[\\\\\\[\\]^&~]", "\\\\$0");
      return write(negated ? "[^/" + quoted + "]" : "[" + quoted + "]", close + 1);
    }

    private int write(String piece, int next) {
      expression.append(piece);
      return next;
    }

    private RuleSyntaxException problem(int at, String message) {
      return new RuleSyntaxException(field, at + offset + 1, "\"" + glob + "\": " + message);
    }
  }
}
