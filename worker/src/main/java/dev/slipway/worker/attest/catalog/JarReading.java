package dev.slipway.worker.attest.catalog;

import dev.slipway.worker.engine.filesystem.Interruption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Reads one Java archive of a layer with those inside it. Bounded in depth, in bytes written to
 * disk, and in memory.
 */
final class JarReading {

  private static final Pattern COORDINATES =
      Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
  private static final int LARGEST_PROPERTIES = 64 * 1024;
  private static final int DEEPEST = 3;

  /** What one archive and all within it may come to on disk, in bytes. */
  private static final long BUDGET = 2L * 1024 * 1024 * 1024;

  private final Path temporary;
  private final List<PackageFact> found = new ArrayList<>();
  private long left = BUDGET;

  JarReading(Path temporary) {
    this.temporary = temporary;
  }

  List<PackageFact> read(InputStream content) throws UnreadableException, IOException {
    read(content, 1);
    return found;
  }

  private void read(InputStream content, int depth) throws UnreadableException, IOException {
    try (SpooledZip spooled = SpooledZip.of(content, left, temporary)) {
      left -= spooled.size();
      ZipFile zip = spooled.zip();
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        Interruption.check();
        if (COORDINATES.matcher(entry.getName()).matches()) {
          coordinates(bytes(zip, entry));
        } else if (depth < DEEPEST && JarCatalog.isJar(entry.getName())) {
          nested(zip, entry, depth);
        }
      }
    }
  }

  private static byte[] bytes(ZipFile zip, ZipArchiveEntry entry)
      throws UnreadableException, IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return SmallFile.bytes(in, LARGEST_PROPERTIES);
    }
  }

  private void nested(ZipFile zip, ZipArchiveEntry entry, int depth)
      throws UnreadableException, IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      read(in, depth + 1);
    }
  }

  private void coordinates(byte[] content) throws UnreadableException, IOException {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(content));
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("a pom.properties in it is malformed");
    }
    String group = properties.getProperty("groupId", "");
    String artifact = properties.getProperty("artifactId", "");
    String version = properties.getProperty("version", "");
    if (!group.isBlank() && !artifact.isBlank() && !version.isBlank()) {
      found.add(PackageFact.of(PackageKind.MAVEN, group, artifact, version));
    }
  }
}
