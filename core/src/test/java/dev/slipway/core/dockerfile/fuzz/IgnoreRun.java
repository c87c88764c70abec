package dev.slipway.core.dockerfile.fuzz;

import dev.slipway.core.dockerfile.path.DockerIgnore;
import dev.slipway.core.dockerfile.path.GoGlob;
import java.util.List;
import java.util.Random;

/** Random ignore files and globs against random paths. */
final class IgnoreRun {

  private static final List<String> PIECES =
      List.of("a", "b", "*", "**", "?", "/", "[a-c]", "[^b]", "\\*", ".", "..", "!", "#", " ", "é");
  private static final List<String> NAMES = List.of("a", "b", "ab", "c.md", "é", "*");

  private final Random random;

  IgnoreRun(Random random) {
    this.random = random;
  }

  void run() {
    StringBuilder file = new StringBuilder();
    int lines = 1 + random.nextInt(5);
    for (int i = 0; i < lines; i++) {
      file.append(random.nextInt(3) == 0 ? "!" : "").append(pattern()).append('\n');
    }
    try {
      decide(DockerIgnore.parse(file.toString()), file.toString());
    } catch (IllegalArgumentException e) {
      require(String.valueOf(e.getMessage()).startsWith("line "), file + ": " + e.getMessage());
    }
    glob(pattern());
  }

  private void decide(DockerIgnore ignore, String file) {
    for (int i = 0; i < 10; i++) {
      String path = path();
      boolean excluded = ignore.excludes(path);
      require(excluded == DockerIgnore.parse(file).excludes(path), "not the same twice: " + file);
      for (int at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
        require(
            excluded || ignore.mayHoldIncluded(path.substring(0, at)),
            "skips the parent of " + path + " by " + file);
      }
    }
  }

  private void glob(String pattern) {
    if (GoGlob.isValid(pattern)) {
      GoGlob glob = GoGlob.of(pattern);
      String path = path();
      require(
          !glob.matches(path) || path.split("/", -1).length == glob.depth(),
          pattern + " matches across slashes: " + path);
    }
  }

  private String pattern() {
    StringBuilder pattern = new StringBuilder();
    int pieces = 1 + random.nextInt(7);
    for (int i = 0; i < pieces; i++) {
      pattern.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return pattern.toString();
  }

  private String path() {
    StringBuilder path = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
    while (random.nextInt(2) == 0) {
      path.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
    }
    return path.toString();
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalStateException(problem);
    }
  }
}
