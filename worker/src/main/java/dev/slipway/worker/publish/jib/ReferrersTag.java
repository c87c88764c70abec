package dev.slipway.worker.publish.jib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.config.Manifest;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The list of a manifest's referrers in a registry that keeps none: an index under the tag {@code
 * sha256-<hex>} (OCI distribution-spec, "Referrers Tag Schema"). What others have listed there
 * stays. Registries can't write a tag on condition, so it is read again after it was written, and
 * merged anew where somebody else came between.
 */
final class ReferrersTag {

  static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int TRIES = 5;

  private final PushSession session;
  private final String tag;

  ReferrersTag(PushSession session, Digest subject) {
    this.session = session;
    this.tag = "sha256-" + subject.hex();
  }

  /**
   * Lists manifests that were pushed.
   *
   * @throws IOException also when others keep on overwriting the list, or it can't be read
   */
  void add(List<ReferrerManifest> referrers) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      ArrayNode entries = entries();
      if (!merge(entries, referrers)) {
        return;
      }
      session.pushManifest(MEDIA_TYPE, ReferrerManifest.index(entries), tag);
    }
    if (merge(entries(), referrers)) {
      throw new IOException("others keep on overwriting the tag " + tag + "; build again");
    }
  }

  /** Whether anything had to be added. */
  private static boolean merge(ArrayNode entries, List<ReferrerManifest> referrers) {
    Set<String> listed = new HashSet<>();
    entries.forEach(entry -> listed.add(entry.path("digest").asText()));
    boolean changed = false;
    for (ReferrerManifest referrer : referrers) {
      if (listed.add(referrer.digest().value())) {
        entries.add(referrer.listed());
        changed = true;
      }
    }
    return changed;
  }

  private ArrayNode entries() throws IOException, InterruptedException {
    Optional<Manifest> index = session.findManifest(tag);
    if (index.isEmpty()) {
      return JsonNodeFactory.instance.arrayNode();
    }
    if (!index.get().mediaType().equals(MEDIA_TYPE)) {
      throw new IOException("the tag " + tag + " is no OCI index");
    }
    JsonNode manifests = MAPPER.readTree(index.get().bytes()).path("manifests");
    return manifests instanceof ArrayNode entries ? entries : JsonNodeFactory.instance.arrayNode();
  }
}
