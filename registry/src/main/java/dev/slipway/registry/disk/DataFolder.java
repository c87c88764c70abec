package dev.slipway.registry.disk;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.RegistryConfig;
import dev.slipway.registry.RepositoryName;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The layout of the data folder:
 *
 * <pre>
 * blobs/sha256/ab/abcd…                        content, whole or not there
 * repositories/NAME/_blobs/abcd…               empty: the repository may serve this blob
 * repositories/NAME/_manifests/abcd…           the media type of that manifest
 * repositories/NAME/_tags/TAG                  the digest the tag stands for
 * repositories/NAME/_referrers/SUBJECT/abcd…   empty: that manifest's subject is SUBJECT
 * repositories/NAME/_uploads/UUID              the bytes of an upload so far
 * repositories/NAME/_untagged/abcd…            empty; its time: since when no tag leads to that
 * temporary/UUID                               files not yet renamed, and folders being deleted
 * </pre>
 *
 * Whoever adds links holds the shared lock while doing so; whoever takes content away holds the
 * exclusive one. So nothing vanishes between a check and the link that relies on it.
 */
@Singleton
public final class DataFolder {

  private final Path root;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  @Inject
  DataFolder(RegistryConfig config) {
    this(config.directory());
  }

  /** The registry's content below one folder. */
  public DataFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** Where the content with this digest lies, or would lie. */
  public Path content(Digest digest) {
    return contents().resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  /** The folder above all content. */
  public Path contents() {
    return root.resolve("blobs").resolve("sha256");
  }

  /** The folder above all repositories. */
  public Path repositories() {
    return root.resolve("repositories");
  }

  /** A repository's folder, whether it is there or not. */
  public RepositoryFolder repository(RepositoryName name) {
    return new RepositoryFolder(repositories().resolve(name.value()));
  }

  /** A fresh path for something that is not finished; lost at the next start. */
  public Path temporary() throws IOException {
    Path folder = temporaries();
    DurableFiles.createFolder(folder);
    return folder.resolve(UUID.randomUUID().toString());
  }

  /** Writes a small file whole or not at all. */
  public void write(Path target, byte[] content) throws IOException {
    Path temporary = temporary();
    Files.write(temporary, content);
    DurableFiles.publish(temporary, target);
  }

  /** Makes a folder with all it holds vanish at once, then frees its space. */
  public void discard(Path folder) throws IOException {
    Path temporary = temporary();
    Files.move(folder, temporary);
    DurableFiles.sync(folder.getParent());
    DurableFiles.deleteTree(temporary);
  }

  /** Removes what a crash left unfinished. Only at start, before anybody writes. */
  public void removeTemporaries() throws IOException {
    DurableFiles.deleteTree(temporaries());
  }

  /** Runs what adds content or links. */
  public <T> T sharing(DiskAction<T> action) throws IOException {
    lock.readLock().lock();
    try {
      return action.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Runs what removes content or links. */
  public <T> T alone(DiskAction<T> action) throws IOException {
    lock.writeLock().lock();
    try {
      return action.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Path temporaries() {
    return root.resolve("temporary");
  }
}
