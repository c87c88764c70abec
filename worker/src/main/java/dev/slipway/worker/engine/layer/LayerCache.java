package dev.slipway.worker.engine.layer;

import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finished layers on disk, one folder for every repository, so that nobody learns from a cache hit
 * what another repository contains. A layer's file is complete before its description exists, and
 * both come by atomic renames: a process that dies in between leaves nothing wrong behind. Layers
 * may be removed from outside at any time, best the longest unused (see their modification times).
 */
public final class LayerCache {

  private static final String ARCHIVE = ".tar.gz";
  private static final String DESCRIPTION = ".layer";

  private final Path directory;

  /**
   * @param directory its own folder; made when needed
   */
  public LayerCache(Path directory) {
    this.directory = directory;
  }

  /**
   * Finds a layer that was written before.
   *
   * @param repositoryId whose layer
   */
  public Optional<Layer> find(String repositoryId, LayerContents contents) throws IOException {
    String key = contents.key().hex();
    Path folder = folder(repositoryId);
    Path file = folder.resolve(key + ARCHIVE);
    try {
      List<String> lines =
          Files.readAllLines(folder.resolve(key + DESCRIPTION), StandardCharsets.UTF_8);
      Layer layer =
          new Layer(
              new Digest(lines.get(0)),
              new Digest(lines.get(1)),
              Long.parseLong(lines.get(2)),
              file);
      if (Files.size(file) != layer.size()) {
        return Optional.empty();
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(layer);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Writes a layer and remembers it. */
  public Layer write(String repositoryId, LayerContents contents) throws IOException {
    String key = contents.key().hex();
    Path folder = Files.createDirectories(folder(repositoryId));
    Path partial = Files.createTempFile(folder, key, ".partial");
    try {
      Layer written = LayerWriter.write(contents, partial);
      Path file = folder.resolve(key + ARCHIVE);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      describe(folder, key, written);
      return new Layer(written.digest(), written.diffId(), written.size(), file);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static void describe(Path folder, String key, Layer layer) throws IOException {
    Path partial = Files.createTempFile(folder, key, ".partial");
    Files.write(
        partial,
        List.of(layer.digest().value(), layer.diffId().value(), String.valueOf(layer.size())));
    Files.move(
        partial,
        folder.resolve(key + DESCRIPTION),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Hashed, so that no id can be a path. */
  private Path folder(String repositoryId) {
    return directory.resolve(
        Digest.of(repositoryId.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32));
  }
}
