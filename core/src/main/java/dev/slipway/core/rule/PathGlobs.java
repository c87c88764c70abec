package dev.slipway.core.rule;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path filter of a rule. A push builds when some changed path lies outside the excluded ones
 * and, where there are included ones, matches one of those too. Where it isn't known what changed,
 * the push builds: an image too many does less harm than one that is missing.
 */
record PathGlobs(List<PathGlob> included, List<PathGlob> excluded) {

  private static final int MAX_GLOBS = 50;

  PathGlobs {
    included = List.copyOf(included);
    excluded = List.copyOf(excluded);
  }

  /** What the filter says, with the reason, which is empty where there is nothing to say. */
  record Decision(boolean build, Optional<String> reason) {

    static Decision of(boolean build, String reason) {
      return new Decision(build, Optional.of(reason));
    }
  }

  /**
   * @throws RuleSyntaxException when a glob is malformed, or there are too many
   */
  static PathGlobs parse(List<String> include, List<String> exclude) {
    return new PathGlobs(globs("includePaths", include), globs("excludePaths", exclude));
  }

  Decision judge(@Nullable List<String> changedPaths) {
    if (included.isEmpty() && excluded.isEmpty()) {
      return new Decision(true, Optional.empty());
    }
    if (changedPaths == null) {
      return Decision.of(
          true, "the path filter was passed over, because the push doesn't tell all that changed");
    }
    Optional<String> relevant = changedPaths.stream().filter(this::isRelevant).findFirst();
    return relevant
        .map(path -> Decision.of(true, "\"" + path + "\" changed and passes the path filter"))
        .orElseGet(
            () ->
                Decision.of(
                    false,
                    "none of the "
                        + changedPaths.size()
                        + " changed paths passes the path filter"));
  }

  private boolean isRelevant(String path) {
    return excluded.stream().noneMatch(glob -> glob.matches(path))
        && (included.isEmpty() || included.stream().anyMatch(glob -> glob.matches(path)));
  }

  private static List<PathGlob> globs(String field, List<String> globs) {
    if (globs.size() > MAX_GLOBS) {
      throw new RuleSyntaxException(field, 0, "at most " + MAX_GLOBS + " globs are allowed");
    }
    return globs.stream().map(glob -> PathGlob.parse(field, glob)).toList();
  }
}
