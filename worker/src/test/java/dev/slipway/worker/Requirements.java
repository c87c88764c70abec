package dev.slipway.worker;

import java.io.IOException;
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

  /** Requires a user to build as, where the tests run as root. */
  public static void buildUser(String name) throws IOException {
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> users = Files.readAllLines(Path.of("/etc/passwd"));
    require(
        !root || users.stream().anyMatch(line -> line.startsWith(name + ":")),
        "needs a user to build as: useradd --create-home --shell /usr/sbin/nologin " + name);
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
