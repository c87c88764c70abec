package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.Dockerfile.From;
import dev.slipway.core.dockerfile.Dockerfile.StageSource;
import dev.slipway.core.dockerfile.check.CheckReport;
import dev.slipway.core.dockerfile.source.RawInstruction;
import dev.slipway.core.dockerfile.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Dockerfiles as BuildKit does (Dockerfile reference, {@code docs.docker.com}). Pure: the
 * same bytes give the same result. Time and memory are linear in the file's size.
 */
public final class DockerfileParser {

  /** Far beyond honest files; a stage costs every later step more than it costs to write. */
  private static final int MAX_STAGES = 1_000;

  private final SourceFile source;
  private final DiagnosticCollector problems;
  private final InstructionParser parser;
  private final CheckReport checks;
  private final StageNames names;
  private final List<Instruction.Arg> globalArgs = new ArrayList<>();
  private final List<StageSource> stages = new ArrayList<>();
  private final List<Instruction> instructions = new ArrayList<>();
  private @Nullable From current;
  private boolean begun;
  private @Nullable SourceRange orphan;

  private DockerfileParser(SourceFile source, DiagnosticCollector problems) {
    this.source = source;
    this.problems = problems;
    this.parser = new InstructionParser(source.escape(), problems);
    this.checks = new CheckReport(source.checks(), problems);
    this.names = new StageNames(checks);
  }

  /**
   * Parses and validates.
   *
   * @param fileName the file's name as the user knows it, for messages
   * @param content UTF-8, with or without a byte order mark
   * @throws DockerfileException with everything that is wrong, each with its place
   */
  public static Dockerfile parse(String fileName, byte[] content) throws DockerfileException {
    DiagnosticCollector problems = new DiagnosticCollector();
    SourceFile source = SourceFile.read(fileName, content, problems);
    return new DockerfileParser(source, problems).parse();
  }

  private Dockerfile parse() throws DockerfileException {
    source.instructions().forEach(this::take);
    closeStage();
    checkStructure();
    new FileChecks(checks, source.escape()).run(source.instructions());
    if (problems.hasErrors()) {
      throw new DockerfileException(problems.errors());
    }
    return new Dockerfile(
        source.name(),
        source.lines(),
        source.syntax(),
        source.escape(),
        source.checks(),
        globalArgs,
        stages,
        problems.warnings());
  }

  private void take(RawInstruction raw) {
    try {
      Keyword keyword = InstructionParser.keyword(raw);
      if (keyword == Keyword.FROM) {
        closeStage();
        begun = true;
        current = FromParser.from(raw, names);
        return;
      }
      add(parser.parse(keyword, raw));
    } catch (InvalidInstructionException e) {
      problems.error(String.valueOf(e.getMessage()), e.range());
    }
  }

  private void add(Instruction instruction) {
    if (current != null) {
      instructions.add(instruction);
    } else if (begun) {
      return; // the stage's FROM is wrong, which is reported
    } else if (instruction instanceof Instruction.Arg arg) {
      globalArgs.add(arg);
    } else if (orphan == null) {
      orphan = instruction.range();
    }
  }

  private void closeStage() {
    if (current != null) {
      stages.add(new StageSource(current, instructions));
      instructions.clear();
      current = null;
    }
  }

  private void checkStructure() {
    if (stages.size() > MAX_STAGES) {
      problems.error(
          "there are more than " + MAX_STAGES + " stages", stages.get(MAX_STAGES).from().range());
    }
    boolean from = source.instructions().stream().anyMatch(raw -> raw.keyword().equals("FROM"));
    if (source.instructions().isEmpty() && !problems.hasErrors()) {
      problems.error(
          "the Dockerfile holds no instructions; it needs at least a FROM",
          SourceRange.startOf(source.name(), 1));
    } else if (!from && !problems.hasErrors()) {
      problems.error(
          "there is no FROM; a Dockerfile starts with the image to build on, or FROM scratch",
          source.instructions().get(0).range());
    } else if (from && orphan != null) {
      problems.error("only ARG may stand before the first FROM", orphan);
    }
  }
}
