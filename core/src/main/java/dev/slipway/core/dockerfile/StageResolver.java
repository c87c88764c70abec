package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.BuildPlan.Base;
import dev.slipway.core.dockerfile.Dockerfile.From;
import dev.slipway.core.dockerfile.Dockerfile.StageSource;
import dev.slipway.core.dockerfile.word.ExpansionException;
import dev.slipway.core.image.ImageReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Resolves what stages start from and copy from. */
final class StageResolver {

  /** Many stages on top of one with many ONBUILDs multiply. */
  private static final int MAX_TRIGGERED = 100_000;

  private static final String SCRATCH = "scratch";
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern PLATFORM =
      Pattern.compile("[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+(?:/[A-Za-z0-9_.-]+)?)?");

  private final Dockerfile dockerfile;
  private final GlobalArgs globalArgs;
  private final Map<String, String> globalValues;
  private final DiagnosticCollector problems;
  private final Map<String, Integer> earlier = new HashMap<>();
  private final Map<Integer, List<Instruction>> triggers = new HashMap<>();
  private final List<BuildPlan.Stage> resolved = new ArrayList<>();
  private int triggered;

  StageResolver(Dockerfile dockerfile, GlobalArgs globalArgs, DiagnosticCollector problems) {
    this.dockerfile = dockerfile;
    this.globalArgs = globalArgs;
    this.globalValues = globalArgs.values();
    this.problems = problems;
  }

  /** All stages in order; those that are wrong are reported and stand with what could be read. */
  List<BuildPlan.Stage> resolve() {
    for (StageSource source : dockerfile.stages()) {
      BuildPlan.Stage stage = stage(source);
      resolved.add(stage);
      if (stage.name() != null) {
        earlier.put(stage.name(), stage.index());
      }
    }
    return resolved;
  }

  /** The number that a text is, or -1. */
  static int index(String text) {
    return INDEX.matcher(text).matches() ? Integer.parseInt(text) : -1;
  }

  private BuildPlan.Stage stage(StageSource source) {
    From from = source.from();
    String image = expanded(from.image(), from);
    String platform = from.platform() == null ? null : platform(from.platform(), from);
    Base base = base(image, from);
    List<Instruction> instructions = new ArrayList<>(inheritedTriggers(base, from));
    instructions.addAll(source.instructions());
    return new BuildPlan.Stage(
        resolved.size(),
        from.name(),
        base,
        platform,
        from.range(),
        text(from, image, platform),
        globalValues,
        dockerfile.escape(),
        instructions,
        copiedFrom(instructions, from));
  }

  private String expanded(String text, From from) {
    String result = "";
    try {
      result = globalArgs.expand(text);
    } catch (ExpansionException e) {
      problems.error("FROM: " + e.getMessage(), from.range());
      return SCRATCH;
    }
    if (result.isBlank()) {
      problems.error(emptyProblem(text), from.range());
      return SCRATCH;
    }
    return result;
  }

  private String emptyProblem(String text) {
    Matcher variable = VARIABLE.matcher(text);
    String cause =
        variable.find()
            ? "the ARG \""
                + variable.group(1)
                + "\" has no value here; declare it before the first FROM with a default, or give"
                + " it as a build argument"
            : "name an image, or scratch";
    return "FROM \"" + text + "\" expands to nothing: " + cause;
  }

  private String platform(String text, From from) {
    String platform = expanded(text, from);
    if (!PLATFORM.matcher(platform).matches()) {
      problems.error(
          "\"" + platform + "\" is no platform; write os/arch, such as linux/amd64", from.range());
    }
    return platform;
  }

  /** An earlier stage's name wins over an image's; FROM takes no index. */
  private Base base(String image, From from) {
    Integer stage = earlier.get(image);
    if (stage != null) {
      return new BuildPlan.EarlierStage(stage);
    }
    String lower = image.toLowerCase(Locale.ROOT);
    if (earlier.containsKey(lower)) {
      problems.error(
          "FROM names stages in lower case; did you mean \"" + lower + "\"?", from.range());
      return new BuildPlan.Image(image);
    }
    return image(image, from.range());
  }

  private Base image(String text, SourceRange range) {
    if (text.equals(SCRATCH)) {
      return new BuildPlan.Scratch();
    }
    try {
      ImageReference.parse(text);
    } catch (IllegalArgumentException e) {
      problems.error("\"" + text + "\" is no image: " + e.getMessage(), range);
    }
    return new BuildPlan.Image(text);
  }

  /** What an earlier stage leaves to those that start from it. */
  private List<Instruction> inheritedTriggers(Base base, From from) {
    if (!(base instanceof BuildPlan.EarlierStage parent)) {
      return List.of();
    }
    List<Instruction> inherited =
        triggers.computeIfAbsent(
            parent.index(),
            index -> OnbuildTriggers.of(dockerfile.stages().get(index).instructions(), problems));
    triggered += inherited.size();
    if (triggered > MAX_TRIGGERED) {
      problems.error("the ONBUILDs of this file run too many instructions", from.range());
      return List.of();
    }
    return inherited;
  }

  private static String text(From from, String image, @Nullable String platform) {
    return "FROM "
        + (platform == null ? "" : "--platform=" + platform + " ")
        + image
        + (from.name() == null ? "" : " AS " + from.name());
  }

  private Map<String, Base> copiedFrom(List<Instruction> instructions, From from) {
    Map<String, Base> meanings = new LinkedHashMap<>();
    for (Instruction instruction : instructions) {
      for (String text : References.of(instruction)) {
        Base meaning = meaning(text, instruction, from);
        if (meaning != null) {
          meanings.put(text, meaning);
        }
      }
    }
    return meanings;
  }

  /** An index, the name of an earlier stage, or an image; null when it is wrong. */
  private @Nullable Base meaning(String text, Instruction instruction, From from) {
    int index = index(text);
    Integer named = earlier.get(text.toLowerCase(Locale.ROOT));
    if (index >= 0 && index < resolved.size()) {
      return new BuildPlan.EarlierStage(index);
    }
    if (index >= 0) {
      problems.error(
          "there is no stage " + text + " before this one; the first stage is 0",
          instruction.range());
      return null;
    }
    if (named != null) {
      return new BuildPlan.EarlierStage(named);
    }
    if (isLaterStage(text)) {
      problems.error(
          "the stage \""
              + text
              + "\" is not built before this one; move it up, before line "
              + from.range().startLine(),
          instruction.range());
      return null;
    }
    return image(text, instruction.range());
  }

  /** Whether this stage or one after it has the name. */
  private boolean isLaterStage(String text) {
    return dockerfile.stages().stream()
        .skip(resolved.size())
        .anyMatch(stage -> text.equalsIgnoreCase(stage.from().name()));
  }
}
