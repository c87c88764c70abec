package dev.slipway.core.dockerfile.source;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.check.CheckSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parser directives at the top of a file ({@code # syntax=}, {@code # escape=}, {@code #
 * check=}; Dockerfile reference, "Parser directives"). Any other line ends them, a blank one, a
 * comment or an unknown key too.
 */
final class ParserDirectives {

  private final DiagnosticCollector problems;
  private final Map<String, String> values = new HashMap<>();
  private CheckSettings checks = CheckSettings.DEFAULT;
  private boolean over;

  ParserDirectives(DiagnosticCollector problems) {
    this.problems = problems;
  }

  /** Looks at the next line of the file. */
  void see(String line, SourceRange range) {
    if (over) {
      return;
    }
    Optional<Directive> directive = Directive.parse(line);
    over = directive.isEmpty();
    directive.ifPresent(found -> accept(found.key(), found.value(), range));
  }

  private void accept(String key, String value, SourceRange range) {
    if (values.putIfAbsent(key, value) != null) {
      problems.error("the parser directive \"" + key + "\" may stand only once", range);
    } else if (key.equals(Directive.ESCAPE) && !value.equals("\\") && !value.equals("`")) {
      problems.error("the escape character is either \\ or `, not \"" + value + "\"", range);
    } else if (key.equals(Directive.CHECK)) {
      readChecks(value, range);
    }
  }

  private void readChecks(String value, SourceRange range) {
    try {
      checks = CheckSettings.parse(value);
    } catch (IllegalArgumentException e) {
      problems.error(String.valueOf(e.getMessage()), range);
    }
  }

  /** All checks unless said otherwise. */
  CheckSettings checks() {
    return checks;
  }

  /** Backslash unless said otherwise. */
  char escape() {
    return "`".equals(values.get(Directive.ESCAPE)) ? '`' : '\\';
  }

  @Nullable String syntax() {
    return values.get(Directive.SYNTAX);
  }
}
