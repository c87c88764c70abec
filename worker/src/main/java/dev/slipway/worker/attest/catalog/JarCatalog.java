package dev.slipway.worker.attest.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Java archives, and those within them, by the {@code pom.properties} that Maven puts in. An
 * archive without one can't be named for certain, and is not.
 */
final class JarCatalog implements Catalog {

  private static final Set<String> ENDINGS = Set.of("jar", "war", "ear");

  private final Path temporary;

  JarCatalog(Path temporary) {
    this.temporary = temporary;
  }

  @Override
  public boolean reads(LayerFile file) {
    return isJar(file.name());
  }

  static boolean isJar(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  @Override
  public FileFacts read(LayerFile file, InputStream content)
      throws UnreadableException, IOException {
    return FileFacts.of(new JarReading(temporary).read(content));
  }
}
