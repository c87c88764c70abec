package dev.slipway.worker.engine.layer;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.cache.CacheEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an instruction came to in an earlier build, by a key of all that it depends on, one folder
 * for every repository. It names a layer's contents; the layer itself is in the {@link LayerCache},
 * or gone.
 */
public final class StepCache {

  private static final String SUFFIX = ".step";

  private final CacheFiles files;

  StepCache(CacheFiles files) {
    this.files = files;
  }

  /** The key of the contents that a step came to before. */
  public Optional<Digest> find(String repositoryId, Digest key) throws IOException {
    Path file = file(repositoryId, key);
    if (!CacheEntry.use(file)) {
      return Optional.empty();
    }
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What can't be read is as good as not there. */
  private static Optional<Digest> parse(String text) {
    return Digest.isDigest(text) ? Optional.of(new Digest(text)) : Optional.empty();
  }

  /** Remembers a step. */
  public void keep(String repositoryId, Digest key, Digest contents) throws IOException {
    CacheFiles.write(file(repositoryId, key), file -> Files.writeString(file, contents.value()));
  }

  private Path file(String repositoryId, Digest key) {
    return files.folder(repositoryId).resolve(key.hex() + SUFFIX);
  }
}
