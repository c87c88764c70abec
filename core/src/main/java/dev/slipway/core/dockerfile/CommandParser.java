package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.dockerfile.Instruction.Command;
import dev.slipway.core.dockerfile.Instruction.InlineFile;
import dev.slipway.core.dockerfile.source.JsonWords;
import dev.slipway.core.dockerfile.source.RawFlag;
import dev.slipway.core.dockerfile.source.RawInstruction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the instructions that hold a command: RUN, CMD, ENTRYPOINT, SHELL. */
final class CommandParser {

  private static final Flags.Known RUN_FLAGS =
      new Flags.Known(Set.of("network", "security"), Set.of(), Set.of("mount", "device"));

  private static final Set<String> NETWORKS = new TreeSet<>(Set.of("default", "none", "host"));
  private static final Set<String> SECURITIES = new TreeSet<>(Set.of("insecure", "sandbox"));

  private final DiagnosticCollector problems;

  CommandParser(DiagnosticCollector problems) {
    this.problems = problems;
  }

  Instruction run(RawInstruction raw) throws InvalidInstructionException {
    checkRunFlags(raw, Flags.of(raw, RUN_FLAGS));
    List<InlineFile> files =
        raw.heredocs().stream()
            .map(doc -> new InlineFile(doc.name(), doc.content(), doc.expand()))
            .toList();
    List<Map.Entry<String, String>> flags = raw.flags().stream().map(CommandParser::entry).toList();
    return new Instruction.Run(raw.range(), raw.text(), command(raw), files, flags);
  }

  private static void checkRunFlags(RawInstruction raw, Flags flags)
      throws InvalidInstructionException {
    checkChoice(flags, "network", NETWORKS);
    checkChoice(flags, "security", SECURITIES);
    for (RawFlag flag : raw.flags()) {
      String problem =
          flag.name().equals("mount") && flag.value() != null
              ? RunMount.parse(flag.value()).problem()
              : null;
      if (problem != null) {
        throw new InvalidInstructionException(problem, raw.line().at(flag.offset()));
      }
    }
  }

  private static void checkChoice(Flags flags, String name, Set<String> allowed)
      throws InvalidInstructionException {
    String value = flags.text(name);
    if (value != null && SettingParser.isFinal(value) && !allowed.contains(value)) {
      throw new InvalidInstructionException(
          "--" + name + " is one of " + String.join(", ", allowed) + ", not \"" + value + "\"",
          flags.place(name));
    }
  }

  Instruction cmd(RawInstruction raw) throws InvalidInstructionException {
    Flags.of(raw, Flags.Known.NONE);
    return new Instruction.Cmd(raw.range(), raw.text(), command(raw));
  }

  Instruction entrypoint(RawInstruction raw) throws InvalidInstructionException {
    Flags.of(raw, Flags.Known.NONE);
    return new Instruction.Entrypoint(raw.range(), raw.text(), command(raw));
  }

  Instruction shell(RawInstruction raw) throws InvalidInstructionException {
    Flags.of(raw, Flags.Known.NONE);
    Command command = command(raw.arguments(), 0, raw);
    if (command.shellForm() || command.words().isEmpty()) {
      throw new InvalidInstructionException(
          "SHELL needs a JSON array of strings, such as [\"/bin/bash\", \"-c\"]", raw.range());
    }
    return new Instruction.Shell(raw.range(), raw.text(), command.words());
  }

  private Command command(RawInstruction raw) throws InvalidInstructionException {
    Command command = command(raw.arguments(), 0, raw);
    if (command.shellForm() && raw.arguments().startsWith("[") && looksLikeJson(raw.arguments())) {
      problems.warning(
          "this looks like a JSON array but is none, so a shell runs it; strings stand in double"
              + " quotes and nothing may follow the bracket",
          raw.at(0));
    }
    return command;
  }

  /**
   * A command in either form.
   *
   * @param offset where it stands in the instruction's arguments
   */
  static Command command(String text, int offset, RawInstruction raw)
      throws InvalidInstructionException {
    JsonWords json = JsonWords.read(text);
    return switch (json.kind()) {
      case STRINGS -> new Command(false, json.words());
      case NO_ARRAY -> new Command(true, List.of(text));
      case OTHER_VALUES ->
          throw new InvalidInstructionException(
              "a JSON array must hold strings only; put every element in double quotes",
              raw.at(offset));
    };
  }

  /** Shell tests start with a bracket too: {@code [ -f x ]}, {@code [[ … ]]}. */
  private static boolean looksLikeJson(String text) {
    return text.startsWith("[\"") || text.startsWith("['") || text.startsWith("[ '");
  }

  private static Map.Entry<String, String> entry(RawFlag flag) {
    return Map.entry(flag.name(), String.valueOf(flag.value()));
  }
}
