package dev.slipway.core.dockerfile;

import dev.slipway.core.dockerfile.Instruction.Assignment;
import dev.slipway.core.dockerfile.Instruction.Visitor;
import dev.slipway.core.dockerfile.word.ExpansionException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes each instruction's texts final, its {@code text} in the form that BuildKit writes into
 * history. Commands and triggers are not expanded: a shell does that, or another build.
 */
final class InstructionExpander implements Visitor<Instruction, InvalidInstructionException> {

  private final ExpandingVariables variables;

  InstructionExpander(ExpandingVariables variables) {
    this.variables = variables;
  }

  /** One after the other: {@code ARG a=1 b=$a} sees the new a. */
  @Override
  public Instruction arg(Instruction.Arg arg) throws InvalidInstructionException {
    List<Assignment> expanded = new ArrayList<>();
    for (Assignment assignment : arg.assignments()) {
      String value = argument(assignment, arg);
      if (value != null) {
        variables.setArgument(assignment.name(), value);
      }
      expanded.add(new Assignment(assignment.name(), value));
    }
    return new Instruction.Arg(arg.range(), "ARG " + joined(expanded), List.copyOf(expanded));
  }

  /** A build argument wins over a default; without either, the global ARG is imported. */
  private @Nullable String argument(Assignment assignment, Instruction.Arg arg)
      throws InvalidInstructionException {
    String given = variables.buildArgs().get(assignment.name());
    if (given != null) {
      return given;
    }
    return assignment.value() == null
        ? variables.globalArgs().get(assignment.name())
        : expand(assignment.value(), arg);
  }

  /** All with the old values: {@code ENV x=2 y=$x} sees the x before. */
  @Override
  public Instruction env(Instruction.Env env) throws InvalidInstructionException {
    List<Assignment> expanded = expand(env.assignments(), env);
    for (Assignment assignment : expanded) {
      variables.setEnvironment(assignment.name(), String.valueOf(assignment.value()));
    }
    return new Instruction.Env(env.range(), "ENV " + joined(expanded), expanded);
  }

  @Override
  public Instruction label(Instruction.Label label) throws InvalidInstructionException {
    List<Assignment> expanded = expand(label.assignments(), label);
    return new Instruction.Label(label.range(), "LABEL " + joined(expanded), expanded);
  }

  @Override
  public Instruction copy(Instruction.Copy copy) throws InvalidInstructionException {
    return new CopyExpander(this, copy).expand();
  }

  @Override
  public Instruction workdir(Instruction.Workdir workdir) throws InvalidInstructionException {
    String path = expand(workdir.path(), workdir);
    return new Instruction.Workdir(workdir.range(), "WORKDIR " + path, path);
  }

  @Override
  public Instruction user(Instruction.User user) throws InvalidInstructionException {
    String name = expand(user.user(), user);
    return new Instruction.User(user.range(), "USER " + name, name);
  }

  /** One variable may hold several ports. */
  @Override
  public Instruction expose(Instruction.Expose expose) throws InvalidInstructionException {
    List<String> specs = new ArrayList<>();
    for (String text : expose.ports()) {
      specs.addAll(split(text, expose));
    }
    for (String spec : specs) {
      require(Ports.isSpec(spec), Ports.problem(spec), expose);
    }
    List<String> ports = guarded(expose, () -> Ports.spread(specs, variables.budget()));
    String text = "EXPOSE [" + String.join(" ", ports) + "]";
    return new Instruction.Expose(expose.range(), text, ports);
  }

  @Override
  public Instruction volume(Instruction.Volume volume) throws InvalidInstructionException {
    List<String> paths = expandAll(volume.paths(), volume);
    require(!paths.contains(""), "a path of VOLUME expands to nothing", volume);
    String text = "VOLUME [" + String.join(" ", paths) + "]";
    return new Instruction.Volume(volume.range(), text, paths);
  }

  @Override
  public Instruction stopsignal(Instruction.Stopsignal stop) throws InvalidInstructionException {
    String signal = expand(stop.signal(), stop);
    require(Signals.isSignal(signal), SettingParser.signalProblem(signal), stop);
    return new Instruction.Stopsignal(stop.range(), "STOPSIGNAL " + signal, signal);
  }

  @Override
  public Instruction maintainer(Instruction.Maintainer maintainer) {
    String name = maintainer.name();
    return new Instruction.Maintainer(maintainer.range(), "MAINTAINER " + name, name);
  }

  @Override
  public Instruction cmd(Instruction.Cmd cmd) {
    return cmd;
  }

  @Override
  public Instruction entrypoint(Instruction.Entrypoint entrypoint) {
    return entrypoint;
  }

  @Override
  public Instruction healthcheck(Instruction.Healthcheck healthcheck) {
    return healthcheck;
  }

  @Override
  public Instruction shell(Instruction.Shell shell) {
    return shell;
  }

  @Override
  public Instruction onbuild(Instruction.Onbuild onbuild) {
    return onbuild;
  }

  @Override
  public Instruction run(Instruction.Run run) {
    return run;
  }

  String expand(String text, Instruction of) throws InvalidInstructionException {
    return guarded(of, () -> variables.words().expand(text));
  }

  String expandDocument(String content, Instruction of) throws InvalidInstructionException {
    return guarded(of, () -> variables.words().expandDocument(content));
  }

  List<String> expandAll(List<String> texts, Instruction of) throws InvalidInstructionException {
    List<String> expanded = new ArrayList<>();
    for (String text : texts) {
      expanded.add(expand(text, of));
    }
    return List.copyOf(expanded);
  }

  private List<String> split(String text, Instruction of) throws InvalidInstructionException {
    return guarded(of, () -> variables.words().split(text));
  }

  private List<Assignment> expand(List<Assignment> assignments, Instruction of)
      throws InvalidInstructionException {
    List<Assignment> expanded = new ArrayList<>();
    for (Assignment assignment : assignments) {
      String name = expand(assignment.name(), of);
      require(!name.isEmpty(), "a name expands to nothing", of);
      expanded.add(new Assignment(name, expand(String.valueOf(assignment.value()), of)));
    }
    return List.copyOf(expanded);
  }

  static void require(boolean condition, String problem, Instruction of)
      throws InvalidInstructionException {
    if (!condition) {
      throw new InvalidInstructionException(problem, of.range());
    }
  }

  private static String joined(List<Assignment> assignments) {
    return assignments.stream()
        .map(a -> a.value() == null ? a.name() : a.name() + "=" + a.value())
        .collect(Collectors.joining(" "));
  }

  /** Gives an expansion that fails the instruction's place. */
  private static <T> T guarded(Instruction of, ExpansionOf<T> expansion)
      throws InvalidInstructionException {
    try {
      return expansion.run();
    } catch (ExpansionException e) {
      throw new InvalidInstructionException(String.valueOf(e.getMessage()), of.range(), e);
    }
  }

  @FunctionalInterface
  private interface ExpansionOf<T> {
    T run() throws ExpansionException;
  }
}
