package dev.slipway.core.rule;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Understands one rule, field by field, and collects what is wrong with any of them. */
final class RuleCompiler {

  private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** As {@code FROM --platform} takes it: os/arch, with a variant where there are several. */
  private static final Pattern PLATFORM =
      Pattern.compile("[a-z0-9]{1,32}/[a-z0-9_]{1,32}(/[a-z0-9]{1,32})?");

  private static final int MAX_PLATFORMS = 10;
  private static final Pattern STAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private final int index;
  private final BuildRule rule;
  private final List<RuleProblem> problems;

  RuleCompiler(int index, BuildRule rule, List<RuleProblem> problems) {
    this.index = index;
    this.rule = rule;
    this.problems = problems;
  }

  /** The rule, or empty after at least one problem was added. */
  Optional<CompiledRule> compile() {
    int before = problems.size();
    RefPattern pattern = attempt(() -> RefPattern.parse(rule.type(), rule.name()));
    // Without the name it isn't known how many groups there are, so none is missed.
    int groups = pattern == null ? 9 : pattern.groupCount();
    TagTemplate tags = attempt(() -> TagTemplate.parse(rule.tag(), groups));
    PathGlobs paths = attempt(() -> PathGlobs.parse(rule.includePaths(), rule.excludePaths()));
    attempt(() -> DockerfileLocation.parse(rule.dockerfile(), rule.context()));
    checkTarget();
    checkPlatforms();
    rule.buildArgs().forEach(this::checkArgument);
    if (pattern == null || tags == null || paths == null || problems.size() > before) {
      return Optional.empty();
    }
    return Optional.of(new CompiledRule(rule, pattern, tags, paths));
  }

  private void checkTarget() {
    if (rule.target() != null && !STAGE.matches(rule.target())) {
      add("target", 0, "a stage's name has letters, digits and . _ -, at most 128");
    }
  }

  private void checkPlatforms() {
    if (rule.platforms().size() > MAX_PLATFORMS) {
      add("platforms", 0, "at most " + MAX_PLATFORMS + " platforms are allowed");
    }
    for (String platform : rule.platforms()) {
      if (!PLATFORM.matches(platform)) {
        add(
            "platforms",
            0,
            "\"" + platform + "\" is no platform; one reads linux/arm64 or linux/arm/v7");
      }
    }
    if (Set.copyOf(rule.platforms()).size() < rule.platforms().size()) {
      add("platforms", 0, "a platform stands here twice");
    }
  }

  private void checkArgument(String name, String value) {
    if (!ARGUMENT.matches(name)) {
      add("buildArgs", 0, "a build argument's name has letters, digits and _, no digit first");
    }
    if (value.indexOf('\0') >= 0) {
      add("buildArgs", 0, "the value of " + name + " holds a NUL character");
    }
  }

  private <T> @Nullable T attempt(Supplier<T> parser) {
    try {
      return parser.get();
    } catch (RuleSyntaxException e) {
      add(e.field(), e.position(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void add(String field, int position, String message) {
    problems.add(new RuleProblem(index, field, position, message));
  }
}
