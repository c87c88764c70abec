package dev.slipway.worker.attest.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Packages that npm or one like it has installed: the package.json of folders in node_modules. */
final class NpmCatalog implements Catalog {

  private static final Pattern PATH =
      Pattern.compile("(?:.*/)?node_modules/(?:@[^/]+/)?[^/]+/package\\.json");
  private static final int LARGEST = 1024 * 1024;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  public boolean reads(LayerFile file) {
    return file.path().endsWith("/package.json") && PATH.matcher(file.path()).matches();
  }

  @Override
  public FileFacts read(LayerFile file, InputStream content)
      throws UnreadableException, IOException {
    byte[] bytes = SmallFile.bytes(content, LARGEST);
    try {
      return FileFacts.of(fact(MAPPER.readTree(bytes)));
    } catch (JsonProcessingException e) {
      throw new UnreadableException("it is no JSON");
    }
  }

  private static Optional<PackageFact> fact(JsonNode json) {
    String full = json.path("name").asText("");
    String version = json.path("version").asText("");
    int slash = full.startsWith("@") ? full.indexOf('/') : -1;
    String name = full.substring(slash + 1);
    if (name.isBlank() || version.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new PackageFact(
            PackageKind.NPM,
            slash < 0 ? null : full.substring(0, slash),
            name,
            version,
            null,
            null,
            license(json.path("license"))));
  }

  /** An SPDX expression; old packages have an object. */
  private static @Nullable String license(JsonNode license) {
    return license.isTextual() ? license.asText() : license.path("type").asText(null);
  }
}
