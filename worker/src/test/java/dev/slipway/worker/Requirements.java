package dev.slipway.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  /** Requires the rights of root. */
  public static void root() {
    require("root".equals(System.getProperty("user.name")), "needs to be root");
  }

  /** Where a program lies. */
  public static Optional<Path> find(String name) {
    return Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void require(boolean met, String reason) {
    if ("true".equals(System.getenv("CI"))) {
      Assertions.assertTrue(met, reason);
    }
    Assumptions.assumeTrue(met, reason);
  }

  private static boolean isInstalled(String name) {
    return find(name).isPresent();
  }
}
