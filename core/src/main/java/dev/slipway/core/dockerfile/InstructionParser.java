package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.diagnostic.Suggestion;
import dev.slipway.core.dockerfile.source.RawInstruction;

/** Makes a validated instruction from a raw one. FROM is not its business. */
final class InstructionParser {

  private final AssignmentParser assignments;
  private final CommandParser commands;

  InstructionParser(char escape, DiagnosticCollector problems) {
    this.assignments = new AssignmentParser(escape);
    this.commands = new CommandParser(problems);
  }

  /** What kind of instruction it is. */
  static Keyword keyword(RawInstruction raw) throws InvalidInstructionException {
    return Keyword.of(raw.keyword())
        .orElseThrow(
            () ->
                new InvalidInstructionException(
                    "unknown instruction \""
                        + abbreviated(raw.word())
                        + "\""
                        + Suggestion.didYouMean(raw.word(), Keyword.names()),
                    raw.line().at(raw.start())));
  }

  Instruction parse(Keyword keyword, RawInstruction raw) throws InvalidInstructionException {
    return switch (keyword) {
      case ADD -> CopyParser.add(raw);
      case ARG -> assignments.arg(raw);
      case CMD -> commands.cmd(raw);
      case COPY -> CopyParser.copy(raw);
      case ENTRYPOINT -> commands.entrypoint(raw);
      case ENV -> assignments.env(raw);
      case EXPOSE -> SettingParser.expose(raw);
      case FROM -> throw new IllegalArgumentException("FROM begins a stage");
      case HEALTHCHECK -> HealthcheckParser.healthcheck(raw);
      case LABEL -> assignments.label(raw);
      case MAINTAINER -> SettingParser.maintainer(raw);
      case ONBUILD -> onbuild(raw);
      case RUN -> commands.run(raw);
      case SHELL -> commands.shell(raw);
      case STOPSIGNAL -> SettingParser.stopsignal(raw);
      case USER -> SettingParser.user(raw);
      case VOLUME -> SettingParser.volume(raw);
      case WORKDIR -> SettingParser.workdir(raw);
    };
  }

  /** The trigger is validated now, though it runs in another build. */
  private Instruction onbuild(RawInstruction raw) throws InvalidInstructionException {
    Flags.of(raw, Flags.Known.NONE);
    if (raw.arguments().isEmpty()) {
      throw new InvalidInstructionException("ONBUILD needs an instruction", raw.range());
    }
    RawInstruction trigger = raw.nested();
    Keyword keyword = keyword(trigger);
    if (keyword == Keyword.ONBUILD || keyword == Keyword.FROM || keyword == Keyword.MAINTAINER) {
      throw new InvalidInstructionException(
          keyword + " is not allowed as the trigger of ONBUILD", raw.at(0));
    }
    parse(keyword, trigger);
    StringBuilder text = new StringBuilder(raw.arguments());
    trigger.heredocs().forEach(doc -> text.append('\n').append(doc.content()).append(doc.name()));
    return new Instruction.Onbuild(raw.range(), raw.text(), text.toString());
  }

  private static String abbreviated(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "…";
  }
}
