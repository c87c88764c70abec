package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.source.RawInstruction;
import dev.slipway.core.dockerfile.source.SourceFile;
import java.util.ArrayList;
import java.util.List;

/** Reads the ONBUILD triggers that an image hands to builds on top of it. */
public final class OnbuildTriggers {

  private OnbuildTriggers() {}

  /**
   * The instructions that a stage runs before its own.
   *
   * @param baseImage the image that holds them, for messages
   * @param triggers as they stand in its configuration, one instruction each
   * @throws DockerfileException when one is no instruction or not allowed
   */
  public static List<Instruction> parse(String baseImage, List<String> triggers)
      throws DockerfileException {
    DiagnosticCollector problems = new DiagnosticCollector();
    List<Instruction> instructions = new ArrayList<>();
    SourceRange place = SourceRange.lines("ONBUILD of " + baseImage, 1, 1);
    for (String trigger : triggers) {
      parse(place, trigger, instructions, problems);
    }
    if (problems.hasErrors()) {
      throw new DockerfileException(problems.errors());
    }
    return List.copyOf(instructions);
  }

  /** The instructions of ONBUILDs of the same file, which keep their places. */
  static List<Instruction> of(List<Instruction> instructions, DiagnosticCollector problems) {
    List<Instruction> triggered = new ArrayList<>();
    for (Instruction instruction : instructions) {
      if (instruction instanceof Instruction.Onbuild onbuild) {
        parse(onbuild.range(), onbuild.trigger(), triggered, problems);
      }
    }
    return List.copyOf(triggered);
  }

  private static void parse(
      SourceRange place,
      String trigger,
      List<Instruction> instructions,
      DiagnosticCollector problems) {
    SourceFile source = SourceFile.readPart(place.file(), place.startLine(), trigger, problems);
    if (source.instructions().size() != 1) {
      problems.error(
          "an ONBUILD trigger holds one instruction, this one " + source.instructions().size(),
          place);
      return;
    }
    try {
      instructions.add(instruction(source, problems));
    } catch (InvalidInstructionException e) {
      problems.error(String.valueOf(e.getMessage()), e.range());
    }
  }

  private static Instruction instruction(SourceFile source, DiagnosticCollector problems)
      throws InvalidInstructionException {
    RawInstruction raw = source.instructions().get(0);
    Keyword keyword = InstructionParser.keyword(raw);
    if (keyword == Keyword.FROM || keyword == Keyword.ONBUILD) {
      throw new InvalidInstructionException(
          keyword + " is not allowed as the trigger of ONBUILD", raw.range());
    }
    return new InstructionParser(source.escape(), problems).parse(keyword, raw);
  }
}
