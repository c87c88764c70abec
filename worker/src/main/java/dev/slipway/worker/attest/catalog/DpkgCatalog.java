package dev.slipway.worker.attest.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Debian's packages: {@code status} (dpkg(1)), and the {@code status.d} of distroless images. */
final class DpkgCatalog implements Catalog {

  private static final String STATUS = "var/lib/dpkg/status";
  private static final String STATUS_FOLDER = "var/lib/dpkg/status.d/";
  private static final int LARGEST = 32 * 1024 * 1024;
  private static final Set<String> FIELDS =
      Set.of("Package", "Status", "Version", "Architecture", "Source");

  /** A source package's version follows its name where it differs. */
  private static final Pattern SOURCE = Pattern.compile("([^ (]+)(?: \\(.*\\))?");

  @Override
  public boolean reads(LayerFile file) {
    return file.path().equals(STATUS)
        || (file.path().startsWith(STATUS_FOLDER) && !file.path().endsWith(".md5sums"));
  }

  @Override
  public FileFacts read(LayerFile file, InputStream content)
      throws UnreadableException, IOException {
    List<Map<String, String>> records = Records.read(SmallFile.text(content, LARGEST), FIELDS);
    if (records.isEmpty() && file.size() > 0) {
      throw new UnreadableException("it holds no package");
    }
    return FileFacts.of(
        records.stream().map(DpkgCatalog::installed).flatMap(Optional::stream).toList());
  }

  private static Optional<PackageFact> installed(Map<String, String> record) {
    String name = record.get("Package");
    String version = record.get("Version");
    // distroless leaves the state out, for there everything is installed
    String state = record.getOrDefault("Status", "install ok installed");
    if (name == null || version == null || !state.endsWith(" installed")) {
      return Optional.empty();
    }
    return Optional.of(
        new PackageFact(
            PackageKind.DEB,
            null,
            name,
            version,
            record.get("Architecture"),
            source(name, record.get("Source")),
            null));
  }

  private static @Nullable String source(String name, @Nullable String field) {
    if (field == null) {
      return null;
    }
    Matcher matcher = SOURCE.matcher(field);
    return matcher.matches() && !matcher.group(1).equals(name) ? matcher.group(1) : null;
  }
}
