package dev.slipway.worker.attest.inventory;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.attest.catalog.Catalogs;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.BuiltImage.Blob;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds out what is in images. Usable by several threads at once. */
public final class Inventories {

  private static final int SHOWN_DIGITS = 12;

  private final LayerReading layers;
  private final long largestDownload;

  private Inventories(LayerReading layers, long largestDownload) {
    this.layers = layers;
    this.largestDownload = largestDownload;
  }

  /**
   * @param folder its own, for what was read of layers; made here
   * @param cacheBytes how much of that is kept
   * @param largestDownload how many bytes of layers that are only in a registry are fetched for one
   *     image, to look into them
   */
  public static Inventories in(Path folder, long cacheBytes, long largestDownload, Clock clock)
      throws IOException {
    Files.createDirectories(folder);
    return new Inventories(
        new LayerReading(new LayerFactsStore(folder, cacheBytes, clock), new Catalogs(folder)),
        largestDownload);
  }

  /**
   * Reads an image's layers as far as that was not done before. A layer that can't be read is noted
   * and makes no failure.
   *
   * @throws IOException when the manifest can't be read, or the worker's own disk fails
   */
  public Inventory of(BuiltImage image) throws IOException, InterruptedException {
    Map<Digest, Blob> blobs = new HashMap<>();
    image.blobs().forEach(blob -> blobs.put(blob.digest(), blob));
    LayerStack stack = new LayerStack();
    long downloads = largestDownload;
    for (Digest digest : ManifestLayers.of(image.manifest())) {
      Blob blob = blobs.get(digest);
      Optional<LayerFacts> known = layers.known(digest);
      if (known.isPresent()) {
        stack.add(known.get());
      } else if (blob == null) {
        stack.add(LayerFacts.unread(name(digest) + " is not in the registry"));
      } else {
        boolean remote = blob.origin() != null;
        if (remote && blob.size() > downloads) {
          stack.add(tooLarge(blob));
        } else {
          stack.add(read(blob));
          downloads -= remote ? blob.size() : 0;
        }
      }
    }
    return stack.inventory();
  }

  private LayerFacts read(Blob layer) throws IOException, InterruptedException {
    try {
      return layers.read(layer);
    } catch (InterruptedIOException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      return unreadable(layer);
    } catch (IOException e) {
      return unreadable(layer);
    }
  }

  private static LayerFacts unreadable(Blob layer) {
    return LayerFacts.unread(name(layer.digest()) + " could not be read");
  }

  private static LayerFacts tooLarge(Blob layer) {
    return LayerFacts.unread(
        String.format(
            Locale.ROOT,
            "%s (%.0f MB) was not fetched to be looked into: the operator's limit"
                + " slipway.worker.sbom-download",
            name(layer.digest()),
            layer.size() / 1e6));
  }

  private static String name(Digest layer) {
    return "layer " + layer.hex().substring(0, SHOWN_DIGITS);
  }
}
