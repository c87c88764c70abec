package dev.slipway.registry.manifest;

import dev.slipway.core.image.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of a repository's manifests the others lead to. */
public final class ManifestGraph {

  private final Map<Digest, Manifest> manifests;
  private final Map<Digest, List<Digest>> referrers = new HashMap<>();

  /**
   * @param manifests all of a repository
   */
  public ManifestGraph(Map<Digest, Manifest> manifests) {
    this.manifests = Map.copyOf(manifests);
    manifests.forEach(
        (digest, manifest) -> {
          Optional<Digest> subject = manifest.subject();
          subject.ifPresent(
              about -> referrers.computeIfAbsent(about, key -> new ArrayList<>()).add(digest));
        });
  }

  /**
   * Those that can be reached: what an index lists is reached with it, and so is what refers to a
   * manifest.
   *
   * @param roots what the tags stand for
   */
  public Set<Digest> reachable(Collection<Digest> roots) {
    Set<Digest> reached = new HashSet<>();
    Deque<Digest> left = new ArrayDeque<>(roots);
    while (!left.isEmpty()) {
      Digest digest = left.remove();
      Manifest manifest = manifests.get(digest);
      if (manifest != null && reached.add(digest)) {
        manifest.manifests().forEach(child -> left.add(child.digest()));
        left.addAll(referrers.getOrDefault(digest, List.of()));
      }
    }
    return reached;
  }
}
