package dev.slipway.worker.attest.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All that is read of an image. */
public final class Catalogs {

  /** Changes when what is read of a file changes, so that what was read before is read again. */
  public static final int VERSION = 1;

  private final List<Catalog> catalogs;

  /**
   * @param temporary a folder for archives while they are read
   */
  public Catalogs(Path temporary) {
    this.catalogs =
        List.of(
            new OsReleaseCatalog(),
            new DpkgCatalog(),
            new ApkCatalog(),
            new RpmCatalog(),
            new JarCatalog(temporary),
            new NpmCatalog(),
            new PythonCatalog(),
            new GoCatalog());
  }

  /** Who reads a file, if anybody does. */
  public Optional<Catalog> of(LayerFile file) {
    return catalogs.stream().filter(catalog -> catalog.reads(file)).findFirst();
  }
}
