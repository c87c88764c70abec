package dev.slipway.worker.attest.catalog;

import java.io.InputStream;
import java.util.Set;

/** RPM's databases, which are binary, in three formats, and not read: that is said instead. */
final class RpmCatalog implements Catalog {

  private static final Set<String> FOLDERS = Set.of("var/lib/rpm/", "usr/lib/sysimage/rpm/");
  private static final Set<String> NAMES = Set.of("Packages", "Packages.db", "rpmdb.sqlite");

  @Override
  public boolean reads(LayerFile file) {
    return NAMES.contains(file.name())
        && FOLDERS.contains(file.path().substring(0, file.path().length() - file.name().length()));
  }

  @Override
  public FileFacts read(LayerFile file, InputStream content) {
    return FileFacts.unread("packages of RPM are not read");
  }
}
