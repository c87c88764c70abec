package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.source.Directive;
import dev.slipway.core.image.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A front end other than Docker's own that a build asks for: an image that the builder would run
 * with the whole context before any instruction is read. {@code docker/dockerfile} in any version
 * is no custom syntax: this front end stands in for it.
 *
 * <p>BuildKit finds the directive behind a {@code #!} line too, and takes the build argument
 * {@value #ARGUMENT} instead of it.
 *
 * @param reference the image that is asked for
 * @param range where; the file's first line for the build argument
 * @param byArgument whether the build argument asks, not the file
 */
public record CustomSyntax(String reference, SourceRange range, boolean byArgument) {

  /** The build argument that names a front end. */
  public static final String ARGUMENT = "BUILDKIT_SYNTAX";

  private static final String OWN = "docker/dockerfile";

  /** What a file with these build arguments asks for, if it is not Docker's own. */
  public static Optional<CustomSyntax> of(Dockerfile dockerfile, Map<String, String> buildArgs) {
    String argument = buildArgs.get(ARGUMENT);
    if (argument != null && !argument.isBlank()) {
      SourceRange range = SourceRange.startOf(dockerfile.name(), 1);
      return custom(new CustomSyntax(firstWord(argument), range, true));
    }
    List<String> lines = dockerfile.lines();
    int line = !lines.isEmpty() && lines.get(0).startsWith("#!") ? 1 : 0;
    while (line < lines.size()) {
      Optional<Directive> directive = Directive.parse(lines.get(line));
      line++;
      if (directive.isEmpty()) {
        return Optional.empty();
      }
      if (directive.get().key().equals(Directive.SYNTAX)) {
        SourceRange range = SourceRange.startOf(dockerfile.name(), line);
        return custom(new CustomSyntax(firstWord(directive.get().value()), range, false));
      }
    }
    return Optional.empty();
  }

  private static Optional<CustomSyntax> custom(CustomSyntax syntax) {
    return isDockersOwn(syntax.reference()) ? Optional.empty() : Optional.of(syntax);
  }

  private static boolean isDockersOwn(String reference) {
    try {
      ImageReference image = ImageReference.parse(reference);
      return image.registry().equals(ImageReference.DOCKER_HUB) && image.repository().equals(OWN);
    } catch (IllegalArgumentException e) {
      return false; // no image at all, so none that is known
    }
  }

  /** What follows the image are words for the front end itself. */
  private static String firstWord(String value) {
    return value.strip().split("\\s", 2)[0];
  }
}
