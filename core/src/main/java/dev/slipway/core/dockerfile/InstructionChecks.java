package dev.slipway.core.dockerfile;

import dev.slipway.core.dockerfile.check.Check;
import dev.slipway.core.dockerfile.check.CheckReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The checks of a needed stage's instructions, one by one and against each other. */
final class InstructionChecks {

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(?:^|.*_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)"
              + "(?:_.*|$)");
  private static final Pattern NO_SECRET =
      Pattern.compile("(?i)(?:^|.*_)(?:public|file|version)(?:_.*|$)");

  private final CheckReport report;

  /** Stages, by index, at whose end a WORKDIR of this file is in force. */
  private final Set<Integer> withWorkdir = new HashSet<>();

  /** Stages, by index, at whose end a SHELL of this file is in force. */
  private final Set<Integer> withShell = new HashSet<>();

  InstructionChecks(CheckReport report) {
    this.report = report;
  }

  /** Stages are given in the plan's order. */
  void run(BuildPlan.Stage stage) {
    if (stage.base() instanceof BuildPlan.EarlierStage parent) {
      inherit(withWorkdir, parent.index(), stage.index());
      inherit(withShell, parent.index(), stage.index());
    }
    Map<Class<?>, Instruction> last = new HashMap<>();
    for (Instruction instruction : stage.instructions()) {
      once(instruction, last);
      if (instruction instanceof Instruction.Workdir workdir) {
        workdir(workdir, stage);
      } else if (instruction instanceof Instruction.Shell) {
        withShell.add(stage.index());
      } else if (instruction instanceof Instruction.Cmd cmd) {
        shellForm("CMD", cmd.command(), cmd, stage);
      } else if (instruction instanceof Instruction.Entrypoint entrypoint) {
        shellForm("ENTRYPOINT", entrypoint.command(), entrypoint, stage);
      } else if (instruction instanceof Instruction.Arg arg) {
        secrets("ARG", arg.assignments(), arg);
      } else if (instruction instanceof Instruction.Env env) {
        secrets("ENV", env.assignments(), env);
      } else if (instruction instanceof Instruction.Expose expose) {
        expose.ports().forEach(port -> port(port, expose));
      }
    }
  }

  private static void inherit(Set<Integer> stages, int parent, int child) {
    if (stages.contains(parent)) {
      stages.add(child);
    }
  }

  private void once(Instruction instruction, Map<Class<?>, Instruction> last) {
    boolean single =
        instruction instanceof Instruction.Cmd
            || instruction instanceof Instruction.Entrypoint
            || instruction instanceof Instruction.Healthcheck;
    Instruction before = single ? last.put(instruction.getClass(), instruction) : null;
    if (before != null) {
      report.found(
          Check.MULTIPLE_INSTRUCTIONS,
          "a later "
              + instruction.getClass().getSimpleName().toUpperCase(Locale.ROOT)
              + " of the stage replaces this one; keep one of them",
          before.range());
    }
  }

  private void workdir(Instruction.Workdir workdir, BuildPlan.Stage stage) {
    String path = workdir.path();
    boolean relative = SettingParser.isFinal(path) && !path.startsWith("/");
    if (relative && !withWorkdir.contains(stage.index())) {
      report.found(
          Check.WORKDIR_RELATIVE_PATH,
          "the path \""
              + path
              + "\" depends on where the base image stands; begin with an absolute WORKDIR",
          workdir.range());
    }
    withWorkdir.add(stage.index());
  }

  private void shellForm(
      String keyword, Instruction.Command command, Instruction of, BuildPlan.Stage stage) {
    if (command.shellForm() && !withShell.contains(stage.index())) {
      report.found(
          Check.JSON_ARGS_RECOMMENDED,
          keyword
              + " in shell form runs under a shell, which keeps signals from the program; write a"
              + " JSON array such as [\"program\", \"argument\"]",
          of.range());
    }
  }

  private void secrets(String keyword, List<Instruction.Assignment> all, Instruction of) {
    for (Instruction.Assignment assignment : all) {
      String name = assignment.name();
      if (name.length() <= 1_000
          && SECRET.matcher(name).matches()
          && !NO_SECRET.matcher(name).matches()) {
        report.found(
            Check.SECRETS_USED,
            keyword
                + " \""
                + name
                + "\" looks like a secret, and everybody who may pull the image can read it; mount"
                + " it where it is needed: RUN --mount=type=secret,id=…",
            of.range());
      }
    }
  }

  private void port(String port, Instruction of) {
    int slash = port.indexOf('/');
    String protocol = slash < 0 ? "" : port.substring(slash + 1);
    if (SettingParser.isFinal(port) && !protocol.equals(protocol.toLowerCase(Locale.ROOT))) {
      report.found(
          Check.EXPOSE_PROTO_CASING,
          "the protocol of \"" + port + "\" is lower-cased; write it so",
          of.range());
    }
    if (SettingParser.isFinal(port) && port.indexOf(':') >= 0) {
      report.found(
          Check.EXPOSE_INVALID_FORMAT,
          "\"" + port + "\" names an address or port of the host, which EXPOSE ignores",
          of.range());
    }
  }
}
