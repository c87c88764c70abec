package dev.slipway.core.dockerfile;

import java.util.regex.Pattern;

/** The modes that --chmod takes: octal up to 07777, or symbolic as in chmod(1). */
final class FileModes {

  private static final Pattern OCTAL = Pattern.compile("0*[0-7]{1,4}");
  private static final Pattern SYMBOLIC_CLAUSE =
      Pattern.compile("[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+");

  /** Longer than any mode that means something; the pattern below would recurse on it. */
  private static final int MAX_LENGTH = 200;

  private FileModes() {}

  static boolean isMode(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    if (OCTAL.matcher(text).matches()) {
      return true;
    }
    for (String clause : text.split(",", -1)) {
      if (!SYMBOLIC_CLAUSE.matcher(clause).matches()) {
        return false;
      }
    }
    return true;
  }

  static String problem(String text) {
    return "\""
        + text
        + "\" is no file mode; --chmod takes an octal number up to 07777 or a symbolic mode such"
        + " as u=rwX,go=rX";
  }
}
