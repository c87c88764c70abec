package dev.slipway.core.rule;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The empty name: every branch but the default one, every tag. */
record AnyName(RefType type) implements RefPattern {

  /** What default branches are called where the host doesn't say. */
  private static final Set<String> USUAL_DEFAULTS = Set.of("main", "master");

  @Override
  public RefMatch match(RefName ref, @Nullable String defaultBranch) {
    return switch (type) {
      case TAG -> RefMatch.yes("the empty name takes every tag");
      case BRANCH -> matchBranch(ref.name(), defaultBranch);
    };
  }

  @Override
  public int groupCount() {
    return 0;
  }

  private static RefMatch matchBranch(String branch, @Nullable String defaultBranch) {
    String rule = "the empty name takes every branch but the default one";
    if (defaultBranch != null) {
      return branch.equals(defaultBranch)
          ? RefMatch.no(rule + ", and \"" + branch + "\" is the default branch")
          : RefMatch.yes(rule + ", which is \"" + defaultBranch + "\"");
    }
    String assumed = rule + "; that one isn't known, so \"main\" and \"master\" count as it";
    return USUAL_DEFAULTS.contains(branch) ? RefMatch.no(assumed) : RefMatch.yes(assumed);
  }
}
