package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.core.dockerfile.Instruction.Arg;
import dev.slipway.core.dockerfile.Instruction.Assignment;
import dev.slipway.core.dockerfile.Instruction.Cmd;
import dev.slipway.core.dockerfile.Instruction.Command;
import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.core.dockerfile.Instruction.Entrypoint;
import dev.slipway.core.dockerfile.Instruction.Env;
import dev.slipway.core.dockerfile.Instruction.Expose;
import dev.slipway.core.dockerfile.Instruction.Label;
import dev.slipway.core.dockerfile.Instruction.Maintainer;
import dev.slipway.core.dockerfile.Instruction.Onbuild;
import dev.slipway.core.dockerfile.Instruction.Run;
import dev.slipway.core.dockerfile.Instruction.Shell;
import dev.slipway.core.dockerfile.Instruction.Stopsignal;
import dev.slipway.core.dockerfile.Instruction.User;
import dev.slipway.core.dockerfile.Instruction.Volume;
import dev.slipway.core.dockerfile.Instruction.Workdir;
import dev.slipway.core.dockerfile.StageVariables;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.config.Healthcheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each instruction, its texts expanded, does to a stage. */
final class StageInstructions implements Instruction.Visitor<Step, RuntimeException> {

  private final StageState stage;
  private final StageVariables variables;
  private final CopySteps copies;
  private final List<String> secrets;

  /** Makes the step of a COPY or ADD. */
  @FunctionalInterface
  interface CopySteps {
    Step step(Copy copy);
  }

  /**
   * @param secrets values that the history must not show
   */
  StageInstructions(
      StageState stage, StageVariables variables, CopySteps copies, Collection<String> secrets) {
    this.stage = stage;
    this.variables = variables;
    this.copies = copies;
    this.secrets = List.copyOf(secrets);
  }

  @Override
  public Step arg(Arg arg) {
    return () -> stage.noteConfigured(SecretArgs.text(arg, secrets));
  }

  @Override
  public Step env(Env env) {
    return configure(env, () -> stage.config().setEnvironment(variables.environment()));
  }

  @Override
  public Step label(Label label) {
    return configure(
        label,
        () -> {
          for (Assignment assignment : label.assignments()) {
            stage.setLabel(assignment.name(), String.valueOf(assignment.value()));
          }
        });
  }

  @Override
  public Step maintainer(Maintainer maintainer) {
    return configure(maintainer, () -> stage.config().setAuthor(maintainer.name()));
  }

  @Override
  public Step copy(Copy copy) {
    return copies.step(copy);
  }

  @Override
  public Step workdir(Workdir workdir) {
    return new WorkdirStep(stage, workdir);
  }

  @Override
  public Step user(User user) {
    return configure(user, () -> stage.config().setUser(user.user()));
  }

  @Override
  public Step expose(Expose expose) {
    return configure(HistoryText.expose(expose), () -> stage.config().expose(expose.ports()));
  }

  @Override
  public Step volume(Volume volume) {
    return configure(
        HistoryText.volume(volume.paths()), () -> stage.config().addVolumes(volume.paths()));
  }

  @Override
  public Step cmd(Cmd cmd) {
    return () -> {
      List<String> words = words(cmd.command());
      stage.setCommand(words);
      stage.noteConfigured(HistoryText.command("CMD", words));
    };
  }

  @Override
  public Step entrypoint(Entrypoint entrypoint) {
    return () -> {
      List<String> words = words(entrypoint.command());
      stage.setEntrypoint(words);
      stage.noteConfigured(HistoryText.command("ENTRYPOINT", words));
    };
  }

  @Override
  public Step healthcheck(Instruction.Healthcheck healthcheck) {
    Healthcheck check = test(healthcheck);
    return configure(HistoryText.healthcheck(check), () -> stage.config().setHealthcheck(check));
  }

  @Override
  public Step shell(Shell shell) {
    return configure(
        HistoryText.shell(shell.words()), () -> stage.config().setShell(shell.words()));
  }

  @Override
  public Step stopsignal(Stopsignal stopsignal) {
    return configure(stopsignal, () -> stage.config().setStopSignal(stopsignal.signal()));
  }

  @Override
  public Step onbuild(Onbuild onbuild) {
    // It leaves no trace in the history, as with BuildKit.
    return () -> stage.config().addOnbuild(onbuild.trigger());
  }

  @Override
  public Step run(Run run) {
    return () -> {
      throw new BuildFailedException(
          "the native engine can't RUN commands; have the operator install buildah or BuildKit");
    };
  }

  private Step configure(Instruction instruction, Runnable change) {
    return configure(instruction.text(), change);
  }

  private Step configure(String history, Runnable change) {
    return () -> {
      change.run();
      stage.noteConfigured(history);
    };
  }

  /** The shell form runs in the SHELL that is in force here, not in a later one. */
  private List<String> words(Command command) {
    if (!command.shellForm()) {
      return command.words();
    }
    List<String> words = new ArrayList<>(stage.config().shell());
    words.addAll(command.words());
    return words;
  }

  private static Healthcheck test(Instruction.Healthcheck instruction) {
    return new Healthcheck(
        test(instruction.command()),
        instruction.interval(),
        instruction.timeout(),
        instruction.startPeriod(),
        instruction.startInterval(),
        instruction.retries());
  }

  private static List<String> test(@Nullable Command command) {
    if (command == null) {
      return List.of("NONE");
    }
    List<String> test = new ArrayList<>();
    test.add(command.shellForm() ? "CMD-SHELL" : "CMD");
    test.addAll(command.words());
    return test;
  }
}
