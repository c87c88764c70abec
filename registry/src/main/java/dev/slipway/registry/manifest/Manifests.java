package dev.slipway.registry.manifest;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.blob.Blob;
import dev.slipway.registry.blob.Blobs;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.DurableFiles;
import dev.slipway.registry.disk.RepositoryFolder;
import dev.slipway.registry.tag.Tags;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The manifests of repositories, found by tag or digest. */
@Singleton
public final class Manifests {

  /** The largest manifest taken, in bytes: what the specification asks of a registry. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private final DataFolder folder;
  private final Blobs blobs;
  private final Tags tags;
  private final ManifestParser parser = new ManifestParser();

  @Inject
  public Manifests(DataFolder folder, Blobs blobs, Tags tags) {
    this.folder = folder;
    this.blobs = blobs;
    this.tags = tags;
  }

  /**
   * Finds a manifest.
   *
   * @param reference a tag or a digest; anything else is never found
   */
  public Optional<StoredManifest> find(RepositoryName repository, String reference)
      throws IOException {
    Optional<Digest> digest =
        Digest.isDigest(reference)
            ? Optional.of(new Digest(reference))
            : tags.find(repository, reference);
    return digest.isPresent() ? find(repository, digest.get()) : Optional.empty();
  }

  /** Finds a manifest by its digest. */
  public Optional<StoredManifest> find(RepositoryName repository, Digest digest)
      throws IOException {
    try {
      String mediaType = Files.readString(folder.repository(repository).manifest(digest));
      byte[] content = Files.readAllBytes(folder.content(digest));
      return Optional.of(new StoredManifest(digest, content, parser.parse(mediaType, content)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The digests of all manifests of a repository, in no certain order. */
  public List<Digest> list(RepositoryName repository) throws IOException {
    return DurableFiles.list(folder.repository(repository).manifests()).stream()
        .map(file -> new Digest("sha256:" + file.getFileName()))
        .toList();
  }

  /**
   * All manifests of a repository.
   *
   * @param known manifests that were read before, which are not read again
   */
  public Map<Digest, Manifest> all(RepositoryName repository, Map<Digest, Manifest> known)
      throws IOException {
    Map<Digest, Manifest> all = new HashMap<>();
    for (Digest digest : list(repository)) {
      Manifest before = known.get(digest);
      if (before != null) {
        all.put(digest, before);
      } else {
        find(repository, digest).ifPresent(stored -> all.put(digest, stored.manifest()));
      }
    }
    return all;
  }

  /**
   * Takes a manifest whose content is all there.
   *
   * @param reference the tag to set, or the digest it must have
   * @throws RegistryException when it is malformed, has another digest, or refers to what the
   *     repository lacks
   */
  public StoredManifest put(
      RepositoryName repository, String reference, @Nullable String contentType, byte[] content)
      throws IOException {
    Digest digest = Digest.of(content);
    requireReference(reference, digest);
    StoredManifest manifest =
        new StoredManifest(digest, content, parser.parse(contentType, content));
    return folder.sharing(
        () -> {
          requireBlobs(repository, manifest.manifest().blobs());
          requireManifests(repository, manifest.manifest().manifests());
          store(repository, manifest);
          if (!Digest.isDigest(reference)) {
            tags.set(repository, reference, digest);
          }
          return manifest;
        });
  }

  /**
   * Removes a tag, or a manifest with all its tags and with what refers to it, unless a tag leads
   * to that in another way.
   *
   * @return whether it was there
   */
  public boolean remove(RepositoryName repository, String reference) throws IOException {
    return folder.alone(
        () ->
            Digest.isDigest(reference)
                ? removeManifest(repository, new Digest(reference))
                : tags.remove(repository, reference));
  }

  /** Content first, then what refers to it: a crash in between leaves nothing that dangles. */
  private void store(RepositoryName repository, StoredManifest stored) throws IOException {
    RepositoryFolder links = folder.repository(repository);
    Path temporary = folder.temporary();
    Files.write(temporary, stored.content());
    blobs.store(temporary, stored.digest());
    Optional<Digest> subject = stored.manifest().subject();
    if (subject.isPresent()) {
      DurableFiles.createMarker(links.referrersOf(subject.get()).resolve(stored.digest().hex()));
    }
    DurableFiles.delete(links.untaggedSince(stored.digest()));
    folder.write(
        links.manifest(stored.digest()),
        stored.manifest().type().mediaType().getBytes(StandardCharsets.UTF_8));
  }

  private boolean removeManifest(RepositoryName repository, Digest digest) throws IOException {
    Optional<StoredManifest> stored = find(repository, digest);
    if (stored.isEmpty()) {
      return false;
    }
    tags.removeAll(repository, digest);
    unlink(repository, stored.get());
    removeReferrers(repository, digest);
    return true;
  }

  private void unlink(RepositoryName repository, StoredManifest stored) throws IOException {
    Digest digest = stored.digest();
    RepositoryFolder links = folder.repository(repository);
    DurableFiles.delete(links.manifest(digest));
    DurableFiles.delete(links.untaggedSince(digest));
    Optional<Digest> subject = stored.manifest().subject();
    if (subject.isPresent()) {
      DurableFiles.delete(links.referrersOf(subject.get()).resolve(digest.hex()));
    }
  }

  private void removeReferrers(RepositoryName repository, Digest subject) throws IOException {
    List<Path> referrers = DurableFiles.list(folder.repository(repository).referrersOf(subject));
    if (referrers.isEmpty()) {
      return;
    }
    Set<Digest> kept =
        new ManifestGraph(all(repository, Map.of())).reachable(tags.digests(repository));
    for (Path referrer : referrers) {
      Digest digest = new Digest("sha256:" + referrer.getFileName());
      if (!kept.contains(digest)) {
        removeManifest(repository, digest);
      }
    }
  }

  private void requireBlobs(RepositoryName repository, List<Link> links) throws IOException {
    for (Link link : links) {
      Optional<Blob> blob = blobs.find(repository, link.digest());
      if (blob.isEmpty() && !link.elsewhere()) {
        throw unknown("blob", link);
      }
      if (blob.isPresent() && blob.get().size() != link.size()) {
        throw new RegistryException(
            ErrorCode.MANIFEST_INVALID,
            "the manifest is refused: " + link.digest() + " has " + blob.get().size() + " bytes");
      }
    }
  }

  private void requireManifests(RepositoryName repository, List<Link> links) {
    for (Link link : links) {
      if (!Files.exists(folder.repository(repository).manifest(link.digest()))) {
        throw unknown("manifest", link);
      }
    }
  }

  private static void requireReference(String reference, Digest digest) {
    if (reference.contains(":")) {
      if (!reference.equals(digest.value())) {
        throw new RegistryException(
            ErrorCode.DIGEST_INVALID, "the manifest has digest " + digest + ", not the one given");
      }
    } else if (!ImageReference.isTag(reference)) {
      throw new RegistryException(
          ErrorCode.MANIFEST_INVALID,
          "a tag is up to 128 letters, digits and _ . -, and begins with none of . and -");
    }
  }

  private static RegistryException unknown(String what, Link link) {
    return new RegistryException(
        ErrorCode.MANIFEST_BLOB_UNKNOWN,
        "the manifest refers to " + what + " " + link.digest() + ", which has to be pushed first");
  }
}
