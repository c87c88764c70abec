package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.worker.engine.BuildFailedException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What COPY and ADD can do elsewhere but not in this engine. It is refused, never ignored. */
final class Unsupported {

  /** As BuildKit tells remote sources of ADD from paths. */
  private static final Pattern REMOTE =
      Pattern.compile("(?i)(?:https?|git|ssh|ftp)://.*|[A-Za-z0-9._-]+@[^/:]+:.*");

  private Unsupported() {}

  /** The first unsupported thing that an instruction asks for, as the subject of a sentence. */
  static Optional<String> in(Copy copy) {
    String name = copy.add() ? "ADD" : "COPY";
    if (copy.add() && copy.sources().stream().anyMatch(s -> REMOTE.matcher(s).matches())) {
      return Optional.of("ADD from a URL or Git repository");
    }
    if (copy.parents()) {
      return Optional.of(name + " --parents");
    }
    if (!copy.exclude().isEmpty()) {
      return Optional.of(name + " --exclude");
    }
    if (copy.checksum() != null) {
      return Optional.of(name + " --checksum");
    }
    return copy.keepGitDir() ? Optional.of(name + " --keep-git-dir") : Optional.empty();
  }

  /**
   * @throws BuildFailedException when there is such a thing after all
   */
  static void check(Copy copy) throws BuildFailedException {
    Optional<String> thing = in(copy);
    if (thing.isPresent()) {
      throw new BuildFailedException(
          thing.get()
              + " is not supported by the native engine; have the operator set SLIPWAY_ENGINE to"
              + " another one");
    }
  }
}
