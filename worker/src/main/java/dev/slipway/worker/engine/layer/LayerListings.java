package dev.slipway.worker.engine.layer;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.cache.CacheEntry;
import dev.slipway.worker.engine.filesystem.LayerEntries;
import dev.slipway.worker.engine.filesystem.TarEntries;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is in the layers of base images, without the bytes of files: a second build on a base looks
 * at its file system without reading a layer. One folder for every repository of a registry: who
 * could not read the repository's manifest learns of no file.
 */
public final class LayerListings {

  private static final String SUFFIX = ".listing";

  private final CacheFiles files;

  LayerListings(CacheFiles files) {
    this.files = files;
  }

  /** Opens a layer's bytes, compressed or not. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  /**
   * Shows a layer's entries, from the listing where there is one.
   *
   * @param image whose layer
   * @param layer its digest
   * @param source the layer itself, read where there is no listing
   */
  public void show(ImageReference image, Digest layer, Source source, LayerEntries.Visitor visitor)
      throws IOException {
    Path file = files.folder("base " + image.name()).resolve(layer.hex() + SUFFIX);
    Optional<byte[]> listing = read(file);
    if (listing.isPresent()) {
      new ListingReader(new DataInputStream(new ByteArrayInputStream(listing.get())))
          .forEach(visitor);
    } else {
      CacheFiles.write(
          file,
          partial -> {
            try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(partial)))) {
              new TarEntries(source.open()).forEach(new ListingWriter(out, visitor));
              out.writeByte(ListingWriter.END);
            }
          });
    }
  }

  /** One that ends too early was not written to the end: the machine stopped meanwhile. */
  private static Optional<byte[]> read(Path file) throws IOException {
    if (!CacheEntry.use(file)) {
      return Optional.empty();
    }
    try {
      byte[] listing = Files.readAllBytes(file);
      boolean complete = listing.length > 0 && listing[listing.length - 1] == ListingWriter.END;
      return complete ? Optional.of(listing) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
