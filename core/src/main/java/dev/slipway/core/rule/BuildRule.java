package dev.slipway.core.rule;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One build rule as its owner wrote it: which refs it builds, from which Dockerfile, to which tags.
 * It travels inside {@link dev.slipway.core.message.HookConfig}; {@link RuleSet} compiles it.
 *
 * @param id the rule's id, a UUID
 * @param type branch or tag
 * @param name a literal name, a regular expression between slashes, or empty (every branch but the
 *     default one, every tag)
 * @param dockerfile path from the repository's root; ending in {@code /} it names the folder
 * @param context build context from the repository's root; null means the Dockerfile's folder
 * @param tag comma list of tag templates; empty means {@code {sourceref}}
 * @param active whether pushes build automatically
 * @param includePaths globs of which a changed path has to match one; empty means all
 * @param excludePaths globs; a push that changes nothing else does not build
 * @param buildArgs values for the Dockerfile's ARGs
 * @param target the stage to build; null means the last one
 * @param platforms such as {@code linux/arm64}; empty means the worker's own
 * @param cache whether what earlier builds left may be used again
 */
public record BuildRule(
    String id,
    RefType type,
    String name,
    String dockerfile,
    @Nullable String context,
    String tag,
    boolean active,
    List<String> includePaths,
    List<String> excludePaths,
    Map<String, String> buildArgs,
    @Nullable String target,
    List<String> platforms,
    boolean cache) {

  public BuildRule {
    includePaths = List.copyOf(includePaths);
    excludePaths = List.copyOf(excludePaths);
    buildArgs = Map.copyOf(buildArgs);
    // Messages that an older version published don't have it.
    platforms = platforms == null ? List.of() : List.copyOf(platforms);
  }

  /** The same rule under another id. */
  public BuildRule copy(String newId, boolean nowActive) {
    return new BuildRule(
        newId,
        type,
        name,
        dockerfile,
        context,
        tag,
        nowActive,
        includePaths,
        excludePaths,
        buildArgs,
        target,
        platforms,
        cache);
  }

  /**
   * The one ref that the name means when it is meant as it stands.
   *
   * @return empty for a pattern and for the empty name
   * @throws RuleSyntaxException when no ref can be called so
   */
  public Optional<RefName> literalRef() {
    return RefPattern.parse(type, name) instanceof LiteralName literal
        ? Optional.of(literal.expected())
        : Optional.empty();
  }
}
