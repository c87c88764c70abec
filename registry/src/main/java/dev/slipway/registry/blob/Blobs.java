package dev.slipway.registry.blob;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.DurableFiles;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The blobs. Content is stored once for all repositories; a repository serves only what it links
 * to, so knowing a digest gives nobody the content of another repository.
 */
@Singleton
public final class Blobs {

  private final DataFolder folder;

  @Inject
  public Blobs(DataFolder folder) {
    this.folder = folder;
  }

  /** A blob that the repository links to. */
  public Optional<Blob> find(RepositoryName repository, Digest digest) throws IOException {
    return Files.exists(folder.repository(repository).blob(digest))
        ? content(digest)
        : Optional.empty();
  }

  /**
   * A blob that somebody looks for who is going to rely on it, as a push does that then doesn't
   * send it: it counts as new from now on.
   */
  public Optional<Blob> claim(RepositoryName repository, Digest digest) throws IOException {
    return folder.sharing(
        () -> {
          Optional<Blob> found = find(repository, digest);
          if (found.isPresent()) {
            DurableFiles.touchMarker(folder.repository(repository).blob(digest));
          }
          return found;
        });
  }

  /** Content by its digest alone, whoever links to it. */
  public Optional<Blob> content(Digest digest) throws IOException {
    Path file = folder.content(digest);
    try {
      return Optional.of(new Blob(digest, Files.size(file), file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Takes over a finished file as a blob of the repository; the file is gone afterwards.
   *
   * @param digest the digest of the file's bytes, which the caller has verified
   */
  public Blob add(RepositoryName repository, Path finished, Digest digest) throws IOException {
    DurableFiles.sync(finished);
    return folder.sharing(
        () -> {
          Blob blob = store(finished, digest);
          DurableFiles.touchMarker(folder.repository(repository).blob(digest));
          return blob;
        });
  }

  /**
   * Stores content that no repository links to yet. To be called with the shared lock held, by who
   * adds a link next.
   */
  public Blob store(Path finished, Digest digest) throws IOException {
    long size = Files.size(finished);
    Optional<Blob> stored = content(digest);
    // Another size can only be damage from outside: the fresh bytes, just verified, replace it.
    if (stored.isPresent() && stored.get().size() == size) {
      Files.delete(finished);
      return stored.get();
    }
    Path file = folder.content(digest);
    DurableFiles.publish(finished, file);
    return new Blob(digest, size, file);
  }

  /**
   * Links another repository's blob into this one, without copying it.
   *
   * @return whether that repository has it
   */
  public boolean mount(RepositoryName from, RepositoryName to, Digest digest) throws IOException {
    return folder.sharing(
        () -> {
          boolean there = find(from, digest).isPresent();
          if (there) {
            DurableFiles.touchMarker(folder.repository(to).blob(digest));
          }
          return there;
        });
  }

  /**
   * Removes the repository's link. The content stays for others, until a sweep finds it unused.
   *
   * @return whether it was there
   */
  public boolean remove(RepositoryName repository, Digest digest) throws IOException {
    return folder.alone(() -> DurableFiles.delete(folder.repository(repository).blob(digest)));
  }
}
