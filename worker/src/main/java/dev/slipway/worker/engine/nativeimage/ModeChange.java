package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code --chmod}: an octal mode up to 07777, or symbolic changes as POSIX chmod has them ({@code
 * u+x,go-w,a=rX}).
 */
final class ModeChange {

  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{1,4}");
  private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)");
  private static final Pattern ACTION = Pattern.compile("([-+=])([ugorwxXst]*)");

  private static final int SETUID = 04000;
  private static final int SETGID = 02000;
  private static final int STICKY = 01000;
  private static final int ANY_EXECUTE = 0111;

  private final @Nullable Integer absolute;
  private final List<Clause> clauses;

  private record Clause(String who, char operator, String permissions) {}

  private ModeChange(@Nullable Integer absolute, List<Clause> clauses) {
    this.absolute = absolute;
    this.clauses = clauses;
  }

  /**
   * @throws BuildFailedException when it is neither octal nor symbolic
   */
  static ModeChange parse(String text) throws BuildFailedException {
    if (OCTAL.matcher(text).matches()) {
      return new ModeChange(Integer.parseInt(text, 8), List.of());
    }
    List<Clause> clauses = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher clause = CLAUSE.matcher(part);
      if (!clause.matches()) {
        throw new BuildFailedException(
            "--chmod=" + text + " is no mode; write it like 0755 or u=rwX,go=rX");
      }
      Matcher action = ACTION.matcher(clause.group(2));
      while (action.find()) {
        clauses.add(new Clause(clause.group(1), action.group(1).charAt(0), action.group(2)));
      }
    }
    return new ModeChange(null, clauses);
  }

  /** The mode of a directory that is made on the way: only a numeric mode applies to it. */
  int ofCreatedParent(int mode) {
    return absolute == null ? mode : absolute;
  }

  /** The mode that comes of one. */
  int apply(int mode, boolean directory) {
    if (absolute != null) {
      return absolute;
    }
    int changed = mode;
    for (Clause clause : clauses) {
      changed = apply(clause, changed, directory);
    }
    return changed;
  }

  private static int apply(Clause clause, int mode, boolean directory) {
    String who = clause.who().isEmpty() || clause.who().contains("a") ? "ugo" : clause.who();
    int bits = 0;
    int all = 0;
    for (char w : who.toCharArray()) {
      int shift = w == 'u' ? 6 : w == 'g' ? 3 : 0;
      bits |= permissions(clause.permissions(), mode, directory) << shift;
      all |= 07 << shift;
    }
    bits |= special(clause.permissions(), who);
    return switch (clause.operator()) {
      case '+' -> mode | bits;
      case '-' -> mode & ~bits;
      default -> (mode & Node.MODE_MASK & ~(all | special("st", who))) | bits;
    };
  }

  private static int permissions(String letters, int mode, boolean directory) {
    int bits = 0;
    for (char letter : letters.toCharArray()) {
      bits |=
          switch (letter) {
            case 'r' -> 4;
            case 'w' -> 2;
            case 'x' -> 1;
            case 'X' -> directory || (mode & ANY_EXECUTE) != 0 ? 1 : 0;
            case 'u' -> (mode >> 6) & 7;
            case 'g' -> (mode >> 3) & 7;
            case 'o' -> mode & 7;
            default -> 0;
          };
    }
    return bits;
  }

  private static int special(String letters, String who) {
    int bits = 0;
    if (letters.contains("s")) {
      bits |= (who.contains("u") ? SETUID : 0) | (who.contains("g") ? SETGID : 0);
    }
    if (letters.contains("t") && who.contains("o")) {
      bits |= STICKY;
    }
    return bits;
  }
}
