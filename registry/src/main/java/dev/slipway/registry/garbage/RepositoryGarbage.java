package dev.slipway.registry.garbage;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.DurableFiles;
import dev.slipway.registry.disk.RepositoryFolder;
import dev.slipway.registry.manifest.Link;
import dev.slipway.registry.manifest.Manifest;
import dev.slipway.registry.manifest.ManifestGraph;
import dev.slipway.registry.manifest.Manifests;
import dev.slipway.registry.tag.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Removes from one repository the manifests that no tag leads to, and the blobs that no manifest
 * names. Both only after a time: people run images by digest, and a push brings its blobs long
 * before its manifest.
 */
final class RepositoryGarbage {

  private final DataFolder folder;
  private final Manifests manifests;
  private final Tags tags;

  RepositoryGarbage(DataFolder folder, Manifests manifests, Tags tags) {
    this.folder = folder;
    this.manifests = manifests;
    this.tags = tags;
  }

  /**
   * Collects. Pushes into any repository wait meanwhile, but not for the reading of manifests,
   * which was done before.
   *
   * @param untaggedKept how long a manifest is kept from when it was first found without a tag;
   *     zero means for ever
   * @param blobsKept how long a blob is kept from when it was last pushed or asked for by a push
   * @return how many manifests and blobs were removed
   */
  int collect(RepositoryName repository, Instant now, Duration untaggedKept, Duration blobsKept)
      throws IOException {
    Map<Digest, Manifest> read = manifests.all(repository, Map.of());
    return folder.alone(
        () -> {
          Map<Digest, Manifest> all = manifests.all(repository, read);
          Set<Digest> removed = new HashSet<>();
          if (!untaggedKept.isZero()) {
            removed.addAll(untagged(repository, all, now, now.minus(untaggedKept)));
          }
          all.keySet().removeAll(removed);
          return removed.size() + unusedBlobs(repository, all, now.minus(blobsKept));
        });
  }

  private Set<Digest> untagged(
      RepositoryName repository, Map<Digest, Manifest> all, Instant now, Instant oldest)
      throws IOException {
    RepositoryFolder links = folder.repository(repository);
    Set<Digest> kept = new ManifestGraph(all).reachable(tags.digests(repository));
    Set<Digest> removed = new HashSet<>();
    for (Digest digest : all.keySet()) {
      Path since = links.untaggedSince(digest);
      if (kept.contains(digest)) {
        DurableFiles.delete(since);
      } else if (!Files.exists(since)) {
        DurableFiles.createMarker(since);
        Files.setLastModifiedTime(since, FileTime.from(now));
      } else if (Files.getLastModifiedTime(since).toInstant().isBefore(oldest)) {
        manifests.remove(repository, digest.value());
        removed.add(digest);
      }
    }
    return removed;
  }

  private int unusedBlobs(RepositoryName repository, Map<Digest, Manifest> all, Instant oldest)
      throws IOException {
    Set<String> used = new HashSet<>();
    for (Manifest manifest : all.values()) {
      for (Link blob : manifest.blobs()) {
        used.add(blob.digest().hex());
      }
    }
    int removed = 0;
    for (Path link : DurableFiles.list(folder.repository(repository).blobs())) {
      if (!used.contains(link.getFileName().toString())
          && Files.getLastModifiedTime(link).toInstant().isBefore(oldest)) {
        DurableFiles.delete(link);
        removed++;
      }
    }
    return removed;
  }
}
