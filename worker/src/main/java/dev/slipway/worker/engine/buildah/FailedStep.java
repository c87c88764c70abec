package dev.slipway.worker.engine.buildah;

import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.Dockerfile;
import dev.slipway.core.dockerfile.Instruction;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows buildah's output to know which instruction it is at. It prints {@code STEP 2/3: RUN …}
 * before each, with {@code [1/2]} for the stage where there are several; FROM is step 1.
 */
final class FailedStep implements Consumer<String> {

  private static final Pattern STEP =
      Pattern.compile("^(?:\\[(\\d{1,4})/\\d{1,4}\\] )?STEP (\\d{1,5})/\\d{1,5}: ");

  /** How buildah reports what it can't expand. */
  private static final Pattern UNRESOLVED =
      Pattern.compile("^resolving step \\{.* StartLine:(\\d{1,7}) .*?\\}: (.*)$");

  /** A shell's exit code of a command that was ended by signal 25, SIGXFSZ. */
  private static final int FILE_TOO_LARGE = 128 + 25;

  private static final Pattern EXIT = Pattern.compile("exit status (\\d{1,3})");

  private final Dockerfile dockerfile;
  private final LastLines lines = new LastLines();
  private int stage;
  private int step;

  FailedStep(Dockerfile dockerfile) {
    this.dockerfile = dockerfile;
  }

  @Override
  public synchronized void accept(String line) {
    lines.accept(line);
    Matcher matcher = STEP.matcher(line);
    if (matcher.find()) {
      stage = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)) - 1;
      step = Integer.parseInt(matcher.group(2));
    }
  }

  /** The error in buildah's words. */
  String error() {
    return lines.error();
  }

  /** Whether an instruction failed, rather than buildah itself. */
  boolean isInstructionsFault() {
    String error = error();
    boolean atInstruction =
        error.startsWith("building at STEP") || UNRESOLVED.matcher(error).matches();
    return atInstruction && !lines.text().contains("no space left");
  }

  /** Where the failed instruction stands and how it ended, for people. */
  String explain() {
    Matcher unresolved = UNRESOLVED.matcher(error());
    if (unresolved.matches()) {
      return dockerfile.name() + ":" + unresolved.group(1) + ": " + unresolved.group(2);
    }
    Optional<Instruction> instruction = instruction();
    String where = instruction.map(Instruction::range).map(SourceRange::toString).orElse("");
    String what = instruction.map(Instruction::text).map(FailedStep::abbreviated).orElse("");
    Matcher exit = EXIT.matcher(error());
    boolean isRun = instruction.filter(Instruction.Run.class::isInstance).isPresent();
    if (isRun && exit.find()) {
      if (Integer.parseInt(exit.group(1)) == FILE_TOO_LARGE) {
        return explainEnd(
            "wrote a file larger than what a build may put on the disk. Have it write less, or have"
                + " the operator raise slipway.worker.buildah.limits.disk.");
      }
      return where + ": " + what + " ended with exit code " + exit.group(1) + "; the log says why.";
    }
    String prefix = where.isEmpty() ? "" : where + ": " + what + ": ";
    return prefix + abbreviated(error().replaceFirst("^building at STEP \".*?\": ", ""));
  }

  /**
   * The same where the build was ended for what it used.
   *
   * @param why to follow "it"
   */
  String explainEnd(String why) {
    String what =
        instruction()
            .map(at -> abbreviated(at.text()) + " (" + at.range() + ")")
            .orElse("The build");
    return what + " was ended: it " + why;
  }

  /** Where the failed instruction stands. */
  Optional<SourceRange> range() {
    return instruction().map(Instruction::range);
  }

  private synchronized Optional<Instruction> instruction() {
    if (stage >= dockerfile.stages().size()) {
      return Optional.empty();
    }
    List<Instruction> instructions = dockerfile.stages().get(stage).instructions();
    int index = step - 2;
    return index >= 0 && index < instructions.size()
        ? Optional.of(instructions.get(index))
        : Optional.empty();
  }

  private static String abbreviated(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }
}
