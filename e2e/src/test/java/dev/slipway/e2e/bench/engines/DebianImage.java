package dev.slipway.e2e.bench.engines;

import dev.slipway.e2e.stack.Commands;
import dev.slipway.e2e.stack.DockerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@code debian:bench} made by debootstrap from the mirror that this machine uses itself. */
final class DebianImage {

  private static final String RELEASE = "bookworm";

  private DebianImage() {}

  /**
   * Makes it and pushes it to a registry as library/debian.
   *
   * @param sources its whole sources.list
   */
  static void pushTo(String registry, DockerEngine docker, Path folder, String sources)
      throws IOException, InterruptedException {
    Path root = folder.resolve("debian");
    Commands.run(folder, "debootstrap", "--variant=minbase", RELEASE, root.toString(), mirror());
    Files.writeString(root.resolve("etc/apt/sources.list"), sources);
    Commands.run(folder, "rm", "-rf", root.resolve("var/cache/apt/archives").toString());
    Files.createDirectories(root.resolve("var/cache/apt/archives/partial"));
    Path archive = folder.resolve("debian.tar");
    Commands.run(folder, "tar", "-C", root.toString(), "-cf", archive.toString(), ".");
    String image = registry + "/library/debian:bench";
    docker.run(folder, "import", archive.toString(), image);
    docker.run(folder, "push", "-q", image);
  }

  private static String mirror() {
    return Commands.run(
            Path.of("/"),
            "apt-get",
            "indextargets",
            "--format",
            "$(REPO_URI)",
            "Created-By: Packages",
            "Codename: " + RELEASE)
        .lines()
        .findFirst()
        .orElseThrow();
  }
}
