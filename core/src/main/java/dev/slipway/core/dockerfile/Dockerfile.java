package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.Diagnostic;
import dev.slipway.core.diagnostic.SourceExcerpt;
import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.check.CheckSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parsed and validated Dockerfile. {@code DockerfileParser} makes one, {@code BuildPlanner} plans
 * it.
 *
 * @param name the file's name as the user knows it
 * @param lines its lines without line ends, for excerpts
 * @param syntax the value of a {@code # syntax=} directive, null without
 * @param escape the escape character in force, backslash or backtick
 * @param checks which build checks run, and whether they stop the build
 * @param globalArgs the ARGs before the first FROM
 * @param stages all stages in order, at least one
 * @param warnings what its owner should know
 */
public record Dockerfile(
    String name,
    List<String> lines,
    @Nullable String syntax,
    char escape,
    CheckSettings checks,
    List<Instruction.Arg> globalArgs,
    List<StageSource> stages,
    List<Diagnostic> warnings) {

  public Dockerfile {
    lines = List.copyOf(lines);
    globalArgs = List.copyOf(globalArgs);
    stages = List.copyOf(stages);
    warnings = List.copyOf(warnings);
  }

  /** The front end that a build with these arguments asks for, if it isn't Docker's own. */
  public Optional<CustomSyntax> customSyntax(Map<String, String> buildArgs) {
    return CustomSyntax.of(this, buildArgs);
  }

  /**
   * The lines around a place, as {@link SourceExcerpt} shows them; only the place when it lies in
   * another file, such as an ONBUILD trigger of a base image.
   */
  public String excerpt(SourceRange range) {
    return SourceExcerpt.render(range.file().equals(name) ? lines : List.of(), range);
  }

  /**
   * A stage as written.
   *
   * @param from its FROM
   * @param instructions what follows, unexpanded
   */
  public record StageSource(From from, List<Instruction> instructions) {
    public StageSource {
      instructions = List.copyOf(instructions);
    }
  }

  /**
   * FROM as written, unexpanded.
   *
   * @param range where it stands
   * @param text the whole instruction
   * @param image the image or stage name
   * @param platform of {@code --platform}, null without
   * @param name of {@code AS}, lower case, null without
   */
  public record From(
      SourceRange range,
      String text,
      String image,
      @Nullable String platform,
      @Nullable String name) {}
}
