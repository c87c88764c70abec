package dev.slipway.core.dockerfile.source;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.word.Whitespace;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parser directives at the top of a file ({@code # syntax=}, {@code # escape=}, {@code #
 * check=}; Dockerfile reference, "Parser directives"). Any other line ends them, a blank one, a
 * comment or an unknown key too.
 */
final class ParserDirectives {

  private static final Set<String> KNOWN = Set.of("syntax", "escape", "check");

  private final DiagnosticCollector problems;
  private final Map<String, String> values = new HashMap<>();
  private boolean over;

  ParserDirectives(DiagnosticCollector problems) {
    this.problems = problems;
  }

  /** Looks at the next line of the file. */
  void see(String line, SourceRange range) {
    if (over) {
      return;
    }
    String text = Whitespace.trim(line);
    int equals = text.indexOf('=');
    if (!text.startsWith("#") || equals < 0) {
      over = true;
      return;
    }
    String key = Whitespace.trim(text.substring(1, equals)).toLowerCase(Locale.ROOT);
    String value = Whitespace.trim(text.substring(equals + 1));
    if (!KNOWN.contains(key) || value.isEmpty()) {
      over = true;
      return;
    }
    accept(key, value, range);
  }

  private void accept(String key, String value, SourceRange range) {
    if (values.putIfAbsent(key, value) != null) {
      problems.error("the parser directive \"" + key + "\" may stand only once", range);
    } else if (key.equals("escape") && !value.equals("\\") && !value.equals("`")) {
      problems.error("the escape character is either \\ or `, not \"" + value + "\"", range);
    }
  }

  /** Backslash unless said otherwise. */
  char escape() {
    return "`".equals(values.get("escape")) ? '`' : '\\';
  }

  @Nullable String syntax() {
    return values.get("syntax");
  }
}
