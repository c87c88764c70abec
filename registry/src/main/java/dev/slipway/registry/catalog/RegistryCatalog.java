package dev.slipway.registry.catalog;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.RepositoryWalk;
import dev.slipway.registry.manifest.Link;
import dev.slipway.registry.manifest.Manifests;
import dev.slipway.registry.manifest.StoredManifest;
import dev.slipway.registry.tag.Tags;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The registry's content for the rest of Slipway. Knows no callers: who shows what it returns has
 * to ask for their rights first. Names are {@code namespace/name}; an illegal one is refused with a
 * {@link dev.slipway.registry.RegistryException}.
 */
@Singleton
public final class RegistryCatalog {

  private final DataFolder folder;
  private final RepositoryWalk repositories;
  private final Manifests manifests;
  private final Tags tags;
  private final BlobSweep sweep;

  @Inject
  RegistryCatalog(
      DataFolder folder,
      RepositoryWalk repositories,
      Manifests manifests,
      Tags tags,
      BlobSweep sweep) {
    this.folder = folder;
    this.repositories = repositories;
    this.manifests = manifests;
    this.tags = tags;
    this.sweep = sweep;
  }

  /** The repositories that hold at least one manifest, in alphabetical order. */
  public List<String> repositories() throws IOException {
    List<String> names = new ArrayList<>();
    for (RepositoryName name : repositories.names()) {
      if (!manifests.list(name).isEmpty()) {
        names.add(name.value());
      }
    }
    names.sort(null);
    return names;
  }

  /** A repository's tags, in the order of tag lists; none when it holds nothing. */
  public List<TaggedImage> images(String repository) throws IOException {
    RepositoryName name = new RepositoryName(repository);
    List<TaggedImage> images = new ArrayList<>();
    for (String tag : tags.list(name)) {
      Optional<StoredManifest> manifest = manifests.find(name, tag);
      if (manifest.isPresent()) {
        images.add(image(name, tag, manifest.get()));
      }
    }
    return images;
  }

  /** What a tag or a digest stands for. */
  public Optional<Digest> resolve(String repository, String tagOrDigest) throws IOException {
    return manifests.find(new RepositoryName(repository), tagOrDigest).map(StoredManifest::digest);
  }

  /**
   * Deletes a repository with its tags, manifests, and uploads, and frees what no other repository
   * uses. Repositories below it ({@code a/b} below {@code a}) stay.
   *
   * @return whether there was any of it
   */
  public boolean deleteRepository(String repository) throws IOException {
    RepositoryName name = new RepositoryName(repository);
    boolean there = folder.alone(() -> discard(name));
    if (there) {
      sweep.run();
    }
    return there;
  }

  private boolean discard(RepositoryName name) throws IOException {
    boolean there = false;
    for (Path own : folder.repository(name).all()) {
      if (Files.exists(own)) {
        folder.discard(own);
        there = true;
      }
    }
    return there;
  }

  private TaggedImage image(RepositoryName name, String tag, StoredManifest manifest)
      throws IOException {
    Instant taggedAt = Files.getLastModifiedTime(folder.repository(name).tag(tag)).toInstant();
    return new TaggedImage(
        tag,
        manifest.digest(),
        manifest.manifest().type().mediaType(),
        bytes(name, manifest),
        taggedAt);
  }

  /** Counts what several platforms share once, as it is pulled once. */
  private long bytes(RepositoryName name, StoredManifest root) throws IOException {
    Set<Digest> counted = new HashSet<>();
    Deque<StoredManifest> left = new ArrayDeque<>(List.of(root));
    long bytes = 0;
    while (!left.isEmpty()) {
      StoredManifest manifest = left.remove();
      bytes += counted.add(manifest.digest()) ? manifest.size() : 0;
      for (Link blob : manifest.manifest().blobs()) {
        bytes += counted.add(blob.digest()) ? blob.size() : 0;
      }
      for (Link child : manifest.manifest().manifests()) {
        if (!counted.contains(child.digest())) {
          manifests.find(name, child.digest()).ifPresent(left::add);
        }
      }
    }
    return bytes;
  }
}
