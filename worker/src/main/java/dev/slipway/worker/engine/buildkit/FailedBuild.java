package dev.slipway.worker.engine.buildkit;

import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.BuildPlan.Image;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a build failed and whose fault it is, for people. */
final class FailedBuild {

  /** The platform where there are several, the stage where there are several, step and number. */
  private static final Pattern STEP =
      Pattern.compile(
          "\\[(?:[a-z0-9]+/\\S+ )?(?:(\\S+) )?(\\d{1,6})/(\\d{1,6})\\] (.*)", Pattern.DOTALL);

  private static final Pattern UNNAMED = Pattern.compile("stage-(\\d{1,6})");
  private static final Pattern EXIT = Pattern.compile("exit code: (\\d{1,3})$");
  private static final Pattern PARSER =
      Pattern.compile("dockerfile parse error (?:on )?line (\\d{1,6}): (.*)");
  private static final Pattern EXPANSION = Pattern.compile("failed to process (\".*)");
  private static final Pattern METADATA = Pattern.compile("\\[internal\\] load metadata for (.*)");
  private static final Pattern NOISE =
      Pattern.compile(
          "^(?:failed to (?:compute cache key|calculate checksum of ref [^:]*(?:::[^:]*)?|solve)"
              + ": )+");

  /** What is wrong with the engine, whichever instruction comes upon it. */
  private static final List<String> INFRASTRUCTURE =
      List.of(
          "no space left on device",
          "network bridge not found",
          "error creating overlay mount",
          "failed to mount",
          "runc did not terminate",
          "cannot allocate memory",
          "connection error: desc",
          "lease not found");

  private final EngineRequest request;
  private final BuildProgress progress;

  FailedBuild(EngineRequest request, BuildProgress progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * The error.
   *
   * @return to be thrown, when the repository is at fault
   * @throws IOException when the engine is
   */
  BuildFailedException explain() throws IOException {
    String error = NOISE.matcher(progress.error()).replaceFirst("");
    if (INFRASTRUCTURE.stream().anyMatch(error::contains)) {
      throw new IOException("The Docker engine failed: " + error);
    }
    Optional<String> step = progress.failedStep();
    Matcher metadata = METADATA.matcher(step.orElse(""));
    if (metadata.matches()) {
      throw pullFailed(metadata.group(1), error);
    }
    Matcher matcher = STEP.matcher(step.orElse(""));
    return matcher.matches() ? stepFailed(matcher, error) : unread(error);
  }

  private static IOException pullFailed(String image, String error) {
    return new IOException(
        "The Docker engine can't pull the base image "
            + image
            + ", which the worker could: "
            + error
            + ". Look at the engine's own registry-mirrors, insecure-registries and proxy.");
  }

  /** The engine's front end knows an instruction or an expansion less than ours. */
  private BuildFailedException unread(String error) throws IOException {
    Matcher parser = PARSER.matcher(error);
    if (parser.find()) {
      int line = Integer.parseInt(parser.group(1));
      SourceRange range = SourceRange.lines(request.dockerfile().name(), line, line);
      return failed(range, range + ": " + parser.group(2));
    }
    Matcher expansion = EXPANSION.matcher(error);
    if (expansion.find()) {
      return new BuildFailedException(
          request.dockerfile().name() + ": can't expand " + expansion.group(1));
    }
    throw new IOException("docker build failed: " + error);
  }

  private BuildFailedException stepFailed(Matcher step, String error) throws IOException {
    String text = step.group(4);
    Optional<Stage> stage = stage(step.group(1));
    if (stage.isEmpty()) {
      return new BuildFailedException(abbreviated(text) + ": " + abbreviated(error));
    }
    int number = Integer.parseInt(step.group(2));
    int total = Integer.parseInt(step.group(3));
    if (number == 1 && text.startsWith("FROM ")) {
      throw pullFailed(text.substring("FROM ".length()), error);
    }
    Optional<Instruction> instruction = instruction(stage.get(), number, total);
    SourceRange range = instruction.map(Instruction::range).orElse(stage.get().range());
    String what = abbreviated(instruction.map(Instruction::text).orElse(text));
    Matcher exit = EXIT.matcher(error);
    return text.startsWith("RUN") && exit.find()
        ? failed(
            range,
            range + ": " + what + " ended with exit code " + exit.group(1) + "; the log says why.")
        : failed(range, range + ": " + what + ": " + abbreviated(error));
  }

  private BuildFailedException failed(SourceRange range, String message) {
    request.log().line(request.dockerfile().excerpt(range));
    return new BuildFailedException(message);
  }

  private Optional<Stage> stage(@Nullable String name) {
    List<Stage> stages = request.plan().stages();
    if (name == null) {
      return stages.size() == 1 ? Optional.of(stages.get(0)) : Optional.empty();
    }
    Optional<Stage> named = stages.stream().filter(s -> name.equals(s.name())).findFirst();
    Matcher unnamed = UNNAMED.matcher(name);
    return named.isEmpty() && unnamed.matches()
        ? stages.stream().filter(s -> s.index() == Integer.parseInt(unnamed.group(1))).findFirst()
        : named;
  }

  /**
   * BuildKit numbers what works on files, FROM of an image among it. Triggers of a base image come
   * before the stage's own instructions; they stand in no line of the file.
   */
  private static Optional<Instruction> instruction(Stage stage, int number, int total) {
    List<Instruction> counted =
        stage.instructions().stream().filter(FailedBuild::isCounted).toList();
    int from = stage.base() instanceof Image ? 1 : 0;
    int triggers = Math.max(0, total - from - counted.size());
    int index = number - 1 - from - triggers;
    return index >= 0 && index < counted.size()
        ? Optional.of(counted.get(index))
        : Optional.empty();
  }

  private static boolean isCounted(Instruction instruction) {
    return instruction instanceof Instruction.Run
        || instruction instanceof Instruction.Copy
        || instruction instanceof Instruction.Workdir;
  }

  private static String abbreviated(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }
}
