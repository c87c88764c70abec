package dev.slipway.e2e.stack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of the machine. Missing, it is skipped with the reason; with CI=true it fails.
 */
public final class Requirements {

  private Requirements() {}

  /** Demands programs; {@code ./test} installs them on Debian and Ubuntu. */
  public static void programs(String... names) {
    Stream.of(names)
        .filter(name -> find(name).isEmpty())
        .findFirst()
        .ifPresent(name -> missing(name + " is not installed"));
  }

  /** Demands the rights of root. */
  public static void root() {
    if (!"root".equals(System.getProperty("user.name"))) {
      missing("not root");
    }
  }

  /** Where a program lies. */
  public static Optional<Path> find(String name) {
    String path =
        System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";
    return Arrays.stream(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void missing(String reason) {
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(reason + ", and CI=true allows no skip");
    }
    Assumptions.abort(reason);
  }
}
