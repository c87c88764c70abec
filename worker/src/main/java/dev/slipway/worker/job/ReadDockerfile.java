package dev.slipway.worker.job;

import dev.slipway.core.rule.DockerfileLocation;
import dev.slipway.core.rule.RuleSyntaxException;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Dockerfile that a rule names. Neither it nor the context may lie outside the repository
 * or behind a symbolic link: links are not followed, so their targets never show in a log.
 */
final class ReadDockerfile {

  private static final int LARGEST = 1024 * 1024;

  private ReadDockerfile() {}

  /**
   * @param dockerfile the file, or its folder with a slash at the end
   * @param context the folder, null for the Dockerfile's own
   * @throws BuildFailedException when either is not there or may not be used
   */
  static SourceDockerfile read(SourceTree source, String dockerfile, @Nullable String context)
      throws BuildFailedException, IOException {
    DockerfileLocation location = locate(dockerfile, context);
    Entry file = entry(source, location.dockerfile(), "Dockerfile");
    if (file.kind() == Kind.DIRECTORY) {
      throw new BuildFailedException(
          "/"
              + file.path()
              + " is a folder, not a Dockerfile; to use the Dockerfile in it, end the rule's"
              + " Dockerfile location with \"/\".");
    }
    if (file.size() > LARGEST) {
      throw new BuildFailedException(
          "The Dockerfile /" + file.path() + " is larger than " + LARGEST / 1024 + " KiB.");
    }
    requireContext(source, location.context());
    try (InputStream content = source.open(file)) {
      return new SourceDockerfile(
          location.dockerfile(), location.context(), content.readAllBytes());
    }
  }

  private static DockerfileLocation locate(String dockerfile, @Nullable String context)
      throws BuildFailedException {
    try {
      return DockerfileLocation.parse(dockerfile, context);
    } catch (RuleSyntaxException e) {
      throw new BuildFailedException(
          "The rule's Dockerfile location \""
              + dockerfile
              + "\" or its context can't be used: "
              + e.getMessage()
              + ".",
          e);
    }
  }

  private static void requireContext(SourceTree source, String path)
      throws BuildFailedException, IOException {
    if (entry(source, path, "build context").kind() != Kind.DIRECTORY) {
      throw new BuildFailedException(
          "The build context /" + path + " is a file; it has to be a folder.");
    }
  }

  private static Entry entry(SourceTree source, String path, String what)
      throws BuildFailedException, IOException {
    refuseLinks(source, path, what);
    Optional<Entry> entry = source.find(path);
    if (entry.isEmpty() || entry.get().kind() == Kind.SUBMODULE) {
      throw new BuildFailedException(missing(source, path, what));
    }
    return entry.get();
  }

  private static void refuseLinks(SourceTree source, String path, String what)
      throws BuildFailedException, IOException {
    for (int slash = path.indexOf('/'); ; slash = path.indexOf('/', slash + 1)) {
      String part = slash < 0 ? path : path.substring(0, slash);
      Optional<Entry> entry = source.find(part);
      if (entry.isPresent() && entry.get().kind() == Kind.SYMLINK) {
        throw new BuildFailedException(
            "The "
                + what
                + " /"
                + path
                + (part.equals(path)
                    ? " is a symbolic link"
                    : " lies below the symbolic link /" + part)
                + ", which is not followed; point the rule at the real path.");
      }
      if (slash < 0) {
        return;
      }
    }
  }

  private static String missing(SourceTree source, String path, String what) throws IOException {
    String message =
        "There is no " + what + " /" + path + " at commit " + source.commit().abbreviated() + ".";
    List<String> others = NearbyDockerfiles.find(source);
    return others.isEmpty()
        ? message + " The repository holds no file named Dockerfile."
        : message + " Found instead: /" + String.join(", /", others) + ".";
  }
}
