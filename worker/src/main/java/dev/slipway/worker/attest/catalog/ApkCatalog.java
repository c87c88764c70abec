package dev.slipway.worker.attest.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Alpine's installed packages: records of one-letter fields (Alpine wiki, "Apk spec", "Installed
 * Database V2").
 */
final class ApkCatalog implements Catalog {

  private static final Set<String> PATHS =
      Set.of("lib/apk/db/installed", "usr/lib/apk/db/installed");
  private static final int LARGEST = 32 * 1024 * 1024;
  private static final Set<String> FIELDS = Set.of("P", "V", "A", "L", "o");

  @Override
  public boolean reads(LayerFile file) {
    return PATHS.contains(file.path());
  }

  @Override
  public FileFacts read(LayerFile file, InputStream content)
      throws UnreadableException, IOException {
    List<Map<String, String>> records = Records.read(SmallFile.text(content, LARGEST), FIELDS);
    if (records.isEmpty() && file.size() > 0) {
      throw new UnreadableException("it holds no package");
    }
    return FileFacts.of(records.stream().map(ApkCatalog::fact).flatMap(Optional::stream).toList());
  }

  private static Optional<PackageFact> fact(Map<String, String> record) {
    String name = record.get("P");
    String version = record.get("V");
    if (name == null || version == null) {
      return Optional.empty();
    }
    String origin = record.get("o");
    return Optional.of(
        new PackageFact(
            PackageKind.APK,
            null,
            name,
            version,
            record.get("A"),
            name.equals(origin) ? null : origin,
            record.get("L")));
  }
}
