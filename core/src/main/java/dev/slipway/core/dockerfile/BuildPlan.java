package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.Diagnostic;
import dev.slipway.core.diagnostic.SourceRange;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done for one target of a Dockerfile: the stages it needs, in the file's order, the
 * target last.
 *
 * @param stages the stages that the target needs; every reference between them points backwards
 * @param warnings what the file's owner should know
 */
public record BuildPlan(List<Stage> stages, List<Diagnostic> warnings) {

  public BuildPlan {
    stages = List.copyOf(stages);
    warnings = List.copyOf(warnings);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a plan has a target");
    }
  }

  /** The stage whose image is the result. */
  public Stage target() {
    return stages.get(stages.size() - 1);
  }

  /** The first RUN that the target needs, if any: it decides which engines can build. */
  public Optional<Instruction.Run> firstRun() {
    return stages.stream()
        .flatMap(stage -> stage.instructions().stream())
        .filter(Instruction.Run.class::isInstance)
        .map(Instruction.Run.class::cast)
        .findFirst();
  }

  /** The secrets that RUNs of these stages mount, in the file's order. */
  public List<SecretMount> secretMounts() {
    return stages.stream()
        .flatMap(stage -> stage.instructions().stream())
        .flatMap(instruction -> SecretMount.of(instruction).stream())
        .toList();
  }

  /**
   * Every image that the stages start from or copy from, in the file's order, each once for every
   * platform that it is wanted for. Images that only ONBUILD triggers of a base image name are not
   * among them: they stand in no file.
   */
  public List<BaseImage> baseImages() {
    Map<List<@Nullable String>, BaseImage> images = new LinkedHashMap<>();
    for (Stage stage : stages) {
      add(stage.base(), stage.platform(), stage.range(), images);
      for (Instruction instruction : stage.instructions()) {
        for (String from : References.of(instruction)) {
          add(stage.copiedFrom(from), null, instruction.range(), images);
        }
      }
    }
    return List.copyOf(images.values());
  }

  private static void add(
      Base base,
      @Nullable String platform,
      SourceRange range,
      Map<List<@Nullable String>, BaseImage> images) {
    if (base instanceof Image image) {
      images.putIfAbsent(
          Arrays.asList(image.reference(), platform),
          new BaseImage(image.reference(), platform, range));
    }
  }

  /**
   * One stage.
   *
   * @param index its place in the Dockerfile, from 0
   * @param name lower-case name, null without AS
   * @param base what it starts from
   * @param platform {@code os/arch[/variant]} of FROM --platform, null without
   * @param range where its FROM stands
   * @param text its FROM as written, expanded
   * @param globalArgs values of the ARGs before the first FROM, build arguments applied, for bare
   *     ARGs of the stage
   * @param escape the file's escape character, backslash or backtick
   * @param instructions as written, unexpanded; the ONBUILD triggers of an earlier stage that this
   *     one starts from stand before its own
   * @param copiedFrom for every COPY --from text of the stage, what it means
   */
  public record Stage(
      int index,
      @Nullable String name,
      Base base,
      @Nullable String platform,
      SourceRange range,
      String text,
      Map<String, String> globalArgs,
      char escape,
      List<Instruction> instructions,
      Map<String, Base> copiedFrom) {

    public Stage {
      globalArgs = Map.copyOf(globalArgs);
      instructions = List.copyOf(instructions);
      copiedFrom = Map.copyOf(copiedFrom);
    }

    /**
     * What a COPY --from of this stage means. A text that the file doesn't hold comes from an
     * ONBUILD trigger of the base image and is an image.
     */
    public Base copiedFrom(String from) {
      Base known = copiedFrom.get(from);
      return known == null ? new Image(from) : known;
    }
  }

  /** What a stage starts from or copies from. */
  public sealed interface Base {}

  /** FROM scratch. */
  public record Scratch() implements Base {}

  /** An image, as written and expanded; {@code ImageReference.parse} reads it. */
  public record Image(String reference) implements Base {}

  /** An earlier stage, by {@link Stage#index()}. */
  public record EarlierStage(int index) implements Base {}
}
