package dev.slipway.worker.attest.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.attest.catalog.Catalogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was read of layers, on disk by the layers' digests; a file's time says when it was last
 * used. Files come by atomic renames and may be removed from outside at any time.
 */
final class LayerFactsStore {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PARTIAL = ".partial";

  private final Path folder;
  private final long limit;
  private final Clock clock;

  /**
   * @param folder its own; made when needed
   * @param limit bytes that are kept
   */
  LayerFactsStore(Path folder, long limit, Clock clock) {
    this.folder = folder.resolve("v" + Catalogs.VERSION);
    this.limit = limit;
    this.clock = clock;
  }

  /** What is known of a layer. */
  Optional<LayerFacts> find(Digest layer) throws IOException {
    Path file = file(layer);
    try {
      LayerFacts facts = MAPPER.readValue(Files.readAllBytes(file), LayerFacts.class);
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      return Optional.of(facts);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      // Damaged from outside: the layer is read again.
      Files.deleteIfExists(file);
      return Optional.empty();
    }
  }

  /** Keeps what was read, and makes room for it. */
  void keep(Digest layer, LayerFacts facts) throws IOException {
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, layer.hex().substring(0, 12), PARTIAL);
    try {
      Files.write(partial, MAPPER.writeValueAsBytes(facts));
      Files.setLastModifiedTime(partial, FileTime.from(clock.instant()));
      Files.move(partial, file(layer), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
    evict();
  }

  private Path file(Digest layer) {
    return folder.resolve(layer.hex() + ".json");
  }

  private record Kept(Path file, long size, FileTime used) {}

  /** The longest unused go first. Builds are few enough for one of them at a time. */
  private synchronized void evict() throws IOException {
    List<Kept> kept = kept();
    long total = kept.stream().mapToLong(Kept::size).sum();
    for (Kept oldest : kept) {
      if (total <= limit) {
        return;
      }
      Files.deleteIfExists(oldest.file());
      total -= oldest.size();
    }
  }

  private List<Kept> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(LayerFactsStore::look)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparing(Kept::used))
          .toList();
    }
  }

  private static Optional<Kept> look(Path file) {
    try {
      return Optional.of(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
    } catch (IOException e) {
      // Somebody else has just removed it.
      return Optional.empty();
    }
  }
}
