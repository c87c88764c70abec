package dev.slipway.core.dockerfile.source;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.dockerfile.check.CheckSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Dockerfile cut into raw instructions.
 *
 * @param name as the user knows it
 * @param lines its lines without line ends
 * @param syntax value of the directive, null without
 * @param escape the escape character in force
 * @param checks which build checks run
 * @param instructions in order
 */
public record SourceFile(
    String name,
    List<String> lines,
    @Nullable String syntax,
    char escape,
    CheckSettings checks,
    List<RawInstruction> instructions) {

  public SourceFile {
    lines = List.copyOf(lines);
    instructions = List.copyOf(instructions);
  }

  /** Reads a file. What is wrong goes to {@code problems}; the rest is still read. */
  public static SourceFile read(String name, byte[] content, DiagnosticCollector problems) {
    return new InstructionReader(name, SourceLines.of(content, 1), problems).read();
  }

  /**
   * Reads an instruction that was taken out of a file.
   *
   * @param firstLine where it starts there
   */
  public static SourceFile readPart(
      String name, int firstLine, String text, DiagnosticCollector problems) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new InstructionReader(name, SourceLines.of(content, firstLine), problems).read();
  }
}
