package dev.slipway.service.build.web;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.build.ManualWish;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.web.InvalidInputException;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody wants built, as the API takes it. */
@Schema(name = "ManualBuild")
record ManualBuild(
    @Schema(description = "branch or tag; not needed where the rule says it") @Nullable String type,
    @Schema(description = "The short name; not needed where the rule's name is literal")
        @Nullable String ref,
    @Schema(description = "Only by the rule with this id; left out, by all that match")
        @Nullable String rule,
    @Schema(description = "This commit, all its hexadecimal digits; left out, the ref's tip")
        @Nullable String commit,
    @Schema(description = "false builds with nothing of earlier builds. Default true")
        @Nullable Boolean cache) {

  ManualWish wish(Repository repository) {
    BuildRule only = rule == null ? null : ruleOf(repository, rule);
    return new ManualWish(refName(only), rule, commitSha(), cache == null || cache);
  }

  private static BuildRule ruleOf(Repository repository, String id) {
    return repository.rules().stream()
        .filter(candidate -> candidate.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInputException("rule", "no rule of this repository has this id"));
  }

  private RefName refName(@Nullable BuildRule only) {
    if (type != null && only != null && refType() != only.type()) {
      throw new InvalidInputException("type", "the rule is for a " + only.type().wireName());
    }
    if (ref == null && only != null) {
      return only.literalRef()
          .orElseThrow(
              () ->
                  new InvalidInputException(
                      "ref", "is missing: the rule is a pattern, so say which ref to build"));
    }
    if (ref == null) {
      throw new InvalidInputException("ref", "is missing: the name of a branch or tag");
    }
    RefType refType = type == null && only != null ? only.type() : refType();
    try {
      return new RefName(refType, ref);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("ref", String.valueOf(e.getMessage()));
    }
  }

  private RefType refType() {
    try {
      return RefType.parse(String.valueOf(type));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("type", String.valueOf(e.getMessage()));
    }
  }

  private @Nullable CommitSha commitSha() {
    if (commit == null) {
      return null;
    }
    try {
      return new CommitSha(commit.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "commit", e.getMessage() + "; an abbreviated one is not enough");
    }
  }
}
