package dev.slipway.worker.engine.layer;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.cache.CacheEntry;
import dev.slipway.worker.source.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Finished layers on disk, one folder for every repository, so that nobody learns from a cache hit
 * what another repository contains. A layer is a folder with the archive and its description, which
 * comes by one atomic rename: a process that dies before leaves nothing wrong behind. Layers may be
 * removed at any time, best the longest unused; see {@link CacheEntry}.
 */
public final class LayerCache {

  private static final String ARCHIVE = "layer.tar.gz";
  private static final String DESCRIPTION = "description";

  private final CacheFiles files;

  /**
   * @param directory its own folder; made when needed
   */
  public LayerCache(Path directory) {
    this.files = new CacheFiles(directory);
  }

  /** What instructions of earlier builds came to, in the same folder. */
  public StepCache steps() {
    return new StepCache(files);
  }

  /** What is in the layers of base images, in the same folder. */
  public LayerListings listings() {
    return new LayerListings(files);
  }

  /**
   * Finds a layer that was written before.
   *
   * @param repositoryId whose layer
   */
  public Optional<Layer> find(String repositoryId, LayerContents contents) throws IOException {
    return find(repositoryId, contents.key());
  }

  /**
   * Finds a layer that was written before.
   *
   * @param repositoryId whose layer
   * @param key of its contents
   */
  public Optional<Layer> find(String repositoryId, Digest key) throws IOException {
    Path place = place(repositoryId, key);
    return CacheEntry.use(place) ? read(place) : Optional.empty();
  }

  private static Optional<Layer> read(Path place) throws IOException {
    try {
      Path file = place.resolve(ARCHIVE);
      List<String> lines = Files.readAllLines(place.resolve(DESCRIPTION), StandardCharsets.UTF_8);
      long size = Files.size(file);
      return lines.size() == 3 && lines.get(2).equals(String.valueOf(size))
          ? Optional.of(new Layer(new Digest(lines.get(0)), new Digest(lines.get(1)), size, file))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Writes a layer and remembers it. */
  public Layer write(String repositoryId, LayerContents contents) throws IOException {
    Path place = place(repositoryId, contents.key());
    Files.createDirectories(place.getParent());
    Path partial = Files.createTempDirectory(place.getParent(), "layer");
    try {
      Layer written = LayerWriter.write(contents, partial.resolve(ARCHIVE));
      Files.write(
          partial.resolve(DESCRIPTION),
          List.of(
              written.digest().value(), written.diffId().value(), String.valueOf(written.size())));
      return keep(partial, place, written);
    } finally {
      Folders.delete(partial);
    }
  }

  /** The first of several writers wins; a damaged layer gives way. */
  private static Layer keep(Path partial, Path place, Layer written) throws IOException {
    while (true) {
      try {
        Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
        return new Layer(
            written.digest(), written.diffId(), written.size(), place.resolve(ARCHIVE));
      } catch (FileSystemException e) {
        if (!Files.isDirectory(place)) {
          throw e;
        }
        Optional<Layer> there = CacheEntry.use(place) ? read(place) : Optional.empty();
        if (there.isPresent()) {
          return there.get();
        }
        Folders.delete(place);
      }
    }
  }

  private Path place(String repositoryId, Digest key) {
    return files.folder(repositoryId).resolve(key.hex());
  }
}
