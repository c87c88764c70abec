package dev.slipway.service.rule.web;

import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A build rule as the API reads and writes it. What is left out has the default that is named. */
@Schema(name = "Rule")
public record RuleDocument(
    @Schema(description = "Given by Slipway; keeps the rule's identity when a list is replaced")
        @Nullable String id,
    @Schema(description = "branch or tag", required = true) @Nullable String type,
    @Schema(
            description =
                "A literal name, an RE2 expression between slashes, or empty: every branch but the"
                    + " default one, every tag")
        @Nullable String name,
    @Schema(description = "From the repository's root; ending in / it names the folder. Default /")
        @Nullable String dockerfile,
    @Schema(description = "Build context; null means the Dockerfile's folder")
        @Nullable String context,
    @Schema(description = "Comma list of tag templates; empty means {sourceref}")
        @Nullable String tag,
    @Schema(description = "Whether pushes build automatically. Default true")
        @Nullable Boolean active,
    @Schema(description = "Globs of which a changed path has to match one; empty means all")
        @Nullable List<String> includePaths,
    @Schema(description = "Globs; a push that changes nothing else doesn't build")
        @Nullable List<String> excludePaths,
    @Schema(description = "Values for the Dockerfile's ARGs; no place for secrets")
        @Nullable Map<String, String> buildArgs,
    @Schema(description = "The stage to build; null means the last one") @Nullable String target,
    @Schema(description = "Such as linux/arm64; empty means the worker's own")
        @Nullable List<String> platforms,
    @Schema(description = "Whether earlier builds' layers may be used again. Default true")
        @Nullable Boolean cache) {

  private static final int LONGEST = 1_000;
  private static final int MOST_VALUES = 100;

  static RuleDocument of(BuildRule rule) {
    return new RuleDocument(
        rule.id(),
        rule.type().wireName(),
        rule.name(),
        rule.dockerfile(),
        rule.context(),
        rule.tag(),
        rule.active(),
        rule.includePaths(),
        rule.excludePaths(),
        rule.buildArgs(),
        rule.target(),
        rule.platforms(),
        rule.cache());
  }

  /** Rules as the API shows them. */
  public static List<RuleDocument> listOf(List<BuildRule> rules) {
    return rules.stream().map(RuleDocument::of).toList();
  }

  /**
   * A list of rules.
   *
   * @param field how the list is called in the request
   * @param known the ids of the repository's rules, which alone may be given
   */
  public static List<BuildRule> toRules(
      String field, @Nullable List<@Nullable RuleDocument> documents, Set<String> known) {
    List<@Nullable RuleDocument> given = documents == null ? List.of() : documents;
    BuildRule[] rules = new BuildRule[given.size()];
    for (int i = 0; i < rules.length; i++) {
      String at = field + "[" + i + "]";
      RuleDocument document = given.get(i);
      if (document == null) {
        throw new InvalidInputException(at, "a rule is a JSON object, not null");
      }
      rules[i] = document.toRule(at + ".", document.idAmong(known, at + ".id"));
    }
    return List.of(rules);
  }

  /**
   * The rule that was written.
   *
   * @param prefix stands before field names in errors, such as {@code rules[0].}
   */
  BuildRule toRule(String prefix, String ruleId) {
    return new BuildRule(
        ruleId,
        Fields.required(prefix + "type", type, RefType::parse),
        Fields.text(prefix + "name", name, LONGEST),
        Fields.text(prefix + "dockerfile", dockerfile == null ? "/" : dockerfile, LONGEST),
        Fields.nullable(prefix + "context", context, LONGEST),
        Fields.text(prefix + "tag", tag, LONGEST),
        active == null || active,
        texts(prefix + "includePaths", includePaths),
        texts(prefix + "excludePaths", excludePaths),
        arguments(prefix + "buildArgs"),
        Fields.nullable(prefix + "target", target, LONGEST),
        texts(prefix + "platforms", platforms),
        cache == null || cache);
  }

  /** This document where it says something, the rule elsewhere. */
  RuleDocument over(BuildRule before) {
    RuleDocument old = of(before);
    return new RuleDocument(
        old.id,
        given(type, old.type),
        given(name, old.name),
        given(dockerfile, old.dockerfile),
        given(context, old.context),
        given(tag, old.tag),
        given(active, old.active),
        given(includePaths, old.includePaths),
        given(excludePaths, old.excludePaths),
        given(buildArgs, old.buildArgs),
        given(target, old.target),
        given(platforms, old.platforms),
        given(cache, old.cache));
  }

  private static <T> @Nullable T given(@Nullable T now, @Nullable T before) {
    return now == null ? before : now;
  }

  private String idAmong(Set<String> known, String field) {
    if (id == null || id.isEmpty()) {
      return newId();
    }
    if (!known.contains(id)) {
      throw new InvalidInputException(
          field, "no rule of this repository has this id; leave it out for a new rule");
    }
    return id;
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  private static List<String> texts(String field, @Nullable List<String> given) {
    if (given == null) {
      return List.of();
    }
    bound(field, given.size());
    return given.stream()
        .map(text -> Fields.text(field, Objects.requireNonNullElse(text, ""), LONGEST))
        .toList();
  }

  private Map<String, String> arguments(String field) {
    if (buildArgs == null) {
      return Map.of();
    }
    bound(field, buildArgs.size());
    buildArgs.forEach(
        (key, value) -> {
          if (value == null) {
            throw new InvalidInputException(field + "." + key, "is a text, not null");
          }
          String unused = Fields.text(field + "." + key, value, LONGEST);
        });
    return buildArgs;
  }

  private static void bound(String field, int size) {
    if (size > MOST_VALUES) {
      throw new InvalidInputException(field, "has up to " + MOST_VALUES + " entries, not " + size);
    }
  }
}
