package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.check.Check;
import dev.slipway.core.dockerfile.check.CheckReport;
import java.util.HashSet;
import java.util.Set;

/** The names of a file's stages as they are given out. */
final class StageNames {

  /** Names that mean something else to a builder. */
  private static final Set<String> RESERVED = Set.of("scratch", "context");

  private final CheckReport checks;
  private final Set<String> taken = new HashSet<>();

  StageNames(CheckReport checks) {
    this.checks = checks;
  }

  /** Notes a name in lower case. Docker builds a file with a name given twice, so it may stay. */
  void give(String name, SourceRange range) {
    if (!taken.add(name)) {
      checks.found(
          Check.DUPLICATE_STAGE_NAME,
          "the stage name \"" + name + "\" is given again; from here on it means this stage",
          range);
    }
    if (RESERVED.contains(name)) {
      checks.found(
          Check.RESERVED_STAGE_NAME,
          "the stage name \"" + name + "\" is reserved; choose another one",
          range);
    }
  }
}
