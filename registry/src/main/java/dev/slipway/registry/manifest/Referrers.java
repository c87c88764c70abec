package dev.slipway.registry.manifest;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.DurableFiles;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What other manifests say about a manifest: signatures, SBOMs and the like. */
@Singleton
public final class Referrers {

  private final DataFolder folder;
  private final Manifests manifests;

  @Inject
  Referrers(DataFolder folder, Manifests manifests) {
    this.folder = folder;
    this.manifests = manifests;
  }

  /**
   * The manifests whose subject is this one, which need not exist.
   *
   * @param artifactType only those of this type
   */
  public List<Descriptor> list(
      RepositoryName repository, Digest subject, Optional<String> artifactType) throws IOException {
    Path links = folder.repository(repository).referrersOf(subject);
    List<Descriptor> found = new ArrayList<>();
    for (Path link : DurableFiles.list(links).stream().sorted().toList()) {
      Digest digest = new Digest("sha256:" + link.getFileName());
      manifests
          .find(repository, digest)
          .map(Referrers::descriptor)
          .filter(
              referrer ->
                  artifactType.isEmpty() || artifactType.get().equals(referrer.artifactType()))
          .ifPresent(found::add);
    }
    return found;
  }

  private static Descriptor descriptor(StoredManifest stored) {
    return new Descriptor(
        stored.manifest().type().mediaType(),
        stored.digest().value(),
        stored.size(),
        stored.manifest().artifactType().orElse(null),
        stored.manifest().annotations(),
        null);
  }
}
