package dev.slipway.worker.attest.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Installed Python distributions (Python Packaging User Guide, "Core metadata specifications"). */
final class PythonCatalog implements Catalog {

  private static final int LARGEST = 8 * 1024 * 1024;
  private static final int LONGEST_LICENSE = 100;
  private static final Set<String> FIELDS =
      Set.of("Name", "Version", "License", "License-Expression");

  @Override
  public boolean reads(LayerFile file) {
    return file.path().endsWith(".dist-info/METADATA")
        || file.path().endsWith(".egg-info/PKG-INFO")
        || file.path().endsWith(".egg-info");
  }

  @Override
  public FileFacts read(LayerFile file, InputStream content)
      throws UnreadableException, IOException {
    Map<String, String> metadata = Records.first(SmallFile.text(content, LARGEST), FIELDS);
    String name = metadata.getOrDefault("Name", "");
    String version = metadata.getOrDefault("Version", "");
    if (name.isEmpty() || version.isEmpty()) {
      throw new UnreadableException("it has no Name or no Version");
    }
    return FileFacts.of(
        Optional.of(
            new PackageFact(PackageKind.PYPI, null, name, version, null, null, license(metadata))));
  }

  /** Some put the whole text of the license there. */
  private static @Nullable String license(Map<String, String> metadata) {
    String expression = metadata.get("License-Expression");
    String license = expression != null ? expression : metadata.get("License");
    return license == null || license.length() > LONGEST_LICENSE || license.equals("UNKNOWN")
        ? null
        : license;
  }
}
