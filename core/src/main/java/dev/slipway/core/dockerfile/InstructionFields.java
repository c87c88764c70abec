package dev.slipway.core.dockerfile;

import dev.slipway.core.dockerfile.Instruction.Assignment;
import dev.slipway.core.dockerfile.Instruction.Command;
import dev.slipway.core.dockerfile.Instruction.InlineFile;
import dev.slipway.core.dockerfile.Instruction.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an instruction means into a hash: neither where it stands nor how it is laid out. An
 * ARG counts with the value it gets, not with a default that a build argument hides.
 */
final class InstructionFields implements Visitor<FieldHash, RuntimeException> {

  private final FieldHash hash;
  private final BuildPlan.Stage stage;
  private final Map<String, String> buildArgs;
  private final Function<BuildPlan.Base, String> meanings;

  /**
   * @param meanings names what a stage copies from, independently of names and of stages that are
   *     not needed
   */
  InstructionFields(
      FieldHash hash,
      BuildPlan.Stage stage,
      Map<String, String> buildArgs,
      Function<BuildPlan.Base, String> meanings) {
    this.hash = hash;
    this.stage = stage;
    this.buildArgs = buildArgs;
    this.meanings = meanings;
  }

  @Override
  public FieldHash arg(Instruction.Arg arg) {
    hash.add("ARG", Integer.toString(arg.assignments().size()));
    for (Assignment assignment : arg.assignments()) {
      String name = assignment.name();
      String given = buildArgs.get(name);
      if (given != null) {
        hash.add(name, "given", given);
      } else if (assignment.value() == null) {
        hash.add(name, "given", stage.globalArgs().get(name));
      } else {
        hash.add(name, "default", assignment.value());
      }
    }
    return hash;
  }

  @Override
  public FieldHash env(Instruction.Env env) {
    return assignments("ENV", env.assignments());
  }

  @Override
  public FieldHash label(Instruction.Label label) {
    return assignments("LABEL", label.assignments());
  }

  @Override
  public FieldHash maintainer(Instruction.Maintainer maintainer) {
    return hash.add("MAINTAINER", maintainer.name());
  }

  @Override
  public FieldHash copy(Instruction.Copy copy) {
    hash.add(copy.add() ? "ADD" : "COPY").addAll(copy.sources());
    files(copy.inlineFiles());
    return hash.add(copy.destination(), from(copy), copy.chown(), copy.chmod())
        .add(flag(copy.link()), flag(copy.parents()))
        .addAll(copy.exclude())
        .add(copy.checksum(), flag(copy.keepGitDir()))
        .add(copy.unpack() == null ? null : flag(copy.unpack()));
  }

  @Override
  public FieldHash workdir(Instruction.Workdir workdir) {
    return hash.add("WORKDIR", workdir.path());
  }

  @Override
  public FieldHash user(Instruction.User user) {
    return hash.add("USER", user.user());
  }

  @Override
  public FieldHash expose(Instruction.Expose expose) {
    return hash.add("EXPOSE").addAll(expose.ports());
  }

  @Override
  public FieldHash volume(Instruction.Volume volume) {
    return hash.add("VOLUME").addAll(volume.paths());
  }

  @Override
  public FieldHash cmd(Instruction.Cmd cmd) {
    return command("CMD", cmd.command());
  }

  @Override
  public FieldHash entrypoint(Instruction.Entrypoint entrypoint) {
    return command("ENTRYPOINT", entrypoint.command());
  }

  @Override
  public FieldHash healthcheck(Instruction.Healthcheck check) {
    if (check.command() == null) {
      return hash.add("HEALTHCHECK", null);
    }
    return command("HEALTHCHECK", check.command())
        .add(Objects.toString(check.interval(), null), Objects.toString(check.timeout(), null))
        .add(Objects.toString(check.startPeriod(), null))
        .add(Objects.toString(check.startInterval(), null))
        .add(Objects.toString(check.retries(), null));
  }

  @Override
  public FieldHash shell(Instruction.Shell shell) {
    return hash.add("SHELL").addAll(shell.words());
  }

  @Override
  public FieldHash stopsignal(Instruction.Stopsignal stopsignal) {
    return hash.add("STOPSIGNAL", stopsignal.signal());
  }

  @Override
  public FieldHash onbuild(Instruction.Onbuild onbuild) {
    return hash.add("ONBUILD", onbuild.trigger());
  }

  @Override
  public FieldHash run(Instruction.Run run) {
    command("RUN", run.command());
    files(run.inlineFiles());
    hash.add(Integer.toString(run.flags().size()));
    run.flags().forEach(flag -> hash.add(flag.getKey(), flag.getValue()));
    return hash.addAll(
        References.of(run).stream().map(from -> meanings.apply(stage.copiedFrom(from))).toList());
  }

  private FieldHash assignments(String keyword, List<Assignment> assignments) {
    hash.add(keyword, Integer.toString(assignments.size()));
    assignments.forEach(assignment -> hash.add(assignment.name(), assignment.value()));
    return hash;
  }

  private FieldHash command(String keyword, Command command) {
    return hash.add(keyword, flag(command.shellForm())).addAll(command.words());
  }

  private void files(List<InlineFile> files) {
    hash.add(Integer.toString(files.size()));
    files.forEach(file -> hash.add(file.name(), file.content(), flag(file.expand())));
  }

  private @Nullable String from(Instruction.Copy copy) {
    return copy.from() == null ? null : meanings.apply(stage.copiedFrom(copy.from()));
  }

  private static String flag(boolean on) {
    return on ? "1" : "0";
  }
}
