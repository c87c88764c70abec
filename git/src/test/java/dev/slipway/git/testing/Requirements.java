package dev.slipway.git.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of its machine: without, it is skipped, but fails where CI=true. */
public final class Requirements {

  private Requirements() {}

  /** Requires programs on the usual paths. */
  public static void programs(String... names) {
    List<String> missing = List.of(names).stream().filter(name -> !isInstalled(name)).toList();
    require(missing.isEmpty(), "needs " + String.join(", ", missing) + " to be installed");
  }

  private static void require(boolean met, String reason) {
    if ("true".equals(System.getenv("CI"))) {
      Assertions.assertTrue(met, reason);
    }
    Assumptions.assumeTrue(met, reason);
  }

  private static boolean isInstalled(String name) {
    return List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin").stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
