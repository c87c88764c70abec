package dev.slipway.worker.attest.inventory;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.attest.catalog.Catalogs;
import dev.slipway.worker.engine.BuiltImage.Blob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Reads each layer once: builds that want the same one at the same time wait for the first. */
final class LayerReading {

  private static final int TURNS = 64;

  private final LayerFactsStore store;
  private final Catalogs catalogs;
  private final List<ReentrantLock> turns =
      Stream.generate(ReentrantLock::new).limit(TURNS).toList();

  LayerReading(LayerFactsStore store, Catalogs catalogs) {
    this.store = store;
    this.catalogs = catalogs;
  }

  /** Whether reading a layer costs nothing more. */
  Optional<LayerFacts> known(Digest layer) throws IOException {
    return store.find(layer);
  }

  /**
   * Reads a layer, from the registry where it isn't here.
   *
   * @throws IOException when it can't be had, or is no archive
   */
  LayerFacts read(Blob layer) throws IOException, InterruptedException {
    ReentrantLock turn = turns.get(Math.floorMod(layer.digest().hashCode(), TURNS));
    turn.lockInterruptibly();
    try {
      Optional<LayerFacts> known = known(layer.digest());
      if (known.isPresent()) {
        return known.get();
      }
      LayerFacts facts = LayerScan.of(layer.content().open(), catalogs, ScanLimits.USUAL);
      store.keep(layer.digest(), facts);
      return facts;
    } finally {
      turn.unlock();
    }
  }
}
