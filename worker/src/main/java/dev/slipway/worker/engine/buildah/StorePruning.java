package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.source.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps stores small: in one that is too large the half of its steps that is unused longest goes,
 * again and again until it fits; where all together are too large, whole stores go.
 *
 * @param most bytes of one store
 * @param total bytes of all
 */
record StorePruning(long most, long total) {

  private static final Logger LOG = Logger.getLogger(StorePruning.class);

  /** So many passes leave nothing. */
  private static final int PASSES = 12;

  private record Dated(String id, Instant used) {}

  /** Takes from a store what is too much. */
  void prune(BuildahStores.Store store, BuildahCommand command)
      throws IOException, InterruptedException {
    StoreIndex index = store.index();
    for (int pass = 0; pass < PASSES && index.size() > most; pass++) {
      List<String> oldest = oldestHalf(index, store.used());
      LOG.infof("%s is larger than %d bytes; %d steps go", store.root(), most, oldest.size());
      List<String> arguments = new ArrayList<>(List.of("rmi", "--force"));
      arguments.addAll(oldest);
      command.quietly(store, arguments.toArray(new String[0]));
      for (String id : oldest) {
        store.used().forget(id);
      }
      index = store.index();
    }
  }

  private static List<String> oldestHalf(StoreIndex index, UsedImages used) throws IOException {
    List<Dated> images = new ArrayList<>();
    for (StoreIndex.Image image : index.images()) {
      images.add(new Dated(image.id(), used.lastUse(image.id())));
    }
    images.sort(Comparator.comparing(Dated::used));
    return images.subList(0, (images.size() + 1) / 2).stream().map(Dated::id).toList();
  }

  /**
   * Removes other stores, the one unused longest first.
   *
   * @param own stays
   * @param inUse which may not be touched
   */
  void pruneOthers(Path own, Predicate<Path> inUse) throws IOException {
    Map<Path, Long> sizes = new HashMap<>();
    for (Path place : places(own)) {
      sizes.put(place, size(place));
    }
    long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    if (bytes <= total) {
      return;
    }
    for (Path place : byAge(sizes.keySet().stream().toList())) {
      if (bytes > total && !place.equals(own) && !inUse.test(place)) {
        LOG.infof("The stores take more than %d bytes; %s goes", total, place);
        Folders.delete(place);
        bytes -= sizes.getOrDefault(place, 0L);
      }
    }
  }

  private static List<Path> places(Path own) throws IOException {
    Path stores = own.getParent();
    if (stores == null) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(stores)) {
      return entries.toList();
    }
  }

  private static long size(Path place) throws IOException {
    long overlay = StoreIndex.read(place.resolve("root"), "overlay").size();
    return overlay + StoreIndex.read(place.resolve("root"), "vfs").size();
  }

  private static List<Path> byAge(List<Path> places) throws IOException {
    Map<Path, Instant> used = new HashMap<>();
    for (Path place : places) {
      used.put(place, Files.getLastModifiedTime(place).toInstant());
    }
    return places.stream()
        .sorted(Comparator.comparing(place -> used.getOrDefault(place, Instant.EPOCH)))
        .toList();
  }
}
