package dev.slipway.registry.manifest;

import dev.slipway.core.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checked manifest or index.
 *
 * @param blobs config and layers; none for an index
 * @param manifests the manifests an index lists; none for an image
 * @param subject the manifest this one says something about, which need not exist
 * @param artifactType what kind of artifact it is, by the rules of the referrers API: an image
 *     without one has its config's media type
 */
public record Manifest(
    ManifestType type,
    List<Link> blobs,
    List<Link> manifests,
    Optional<Digest> subject,
    Optional<String> artifactType,
    Map<String, String> annotations) {

  public Manifest {
    blobs = List.copyOf(blobs);
    manifests = List.copyOf(manifests);
    annotations = Map.copyOf(annotations);
  }
}
