package dev.slipway.worker.attest.inventory;

import dev.slipway.worker.attest.catalog.Catalog;
import dev.slipway.worker.attest.catalog.Catalogs;
import dev.slipway.worker.attest.catalog.FileFacts;
import dev.slipway.worker.attest.catalog.LayerFile;
import dev.slipway.worker.attest.catalog.UnreadableException;
import dev.slipway.worker.engine.filesystem.Decompression;
import dev.slipway.worker.engine.filesystem.Interruption;
import dev.slipway.worker.engine.filesystem.Paths;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a layer once from its beginning to its end (OCI image-spec, layer.md). What is malformed is
 * noted, and so is where a layer has more than an honest one would.
 */
final class LayerScan {

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private final Catalogs catalogs;
  private final ScanLimits limits;
  private final Map<String, FileFacts> files = new HashMap<>();
  private final List<String> whiteouts = new ArrayList<>();
  private final List<String> opaque = new ArrayList<>();
  private final List<String> covers = new ArrayList<>();
  private int packages;
  private int fileNotes;
  private boolean complete = true;

  private LayerScan(Catalogs catalogs, ScanLimits limits) {
    this.catalogs = catalogs;
    this.limits = limits;
  }

  /**
   * @param layer the layer's bytes, compressed or not; closed here
   * @throws IOException when they can't be had, or are no archive
   */
  static LayerFacts of(InputStream layer, Catalogs catalogs, ScanLimits limits) throws IOException {
    LayerScan scan = new LayerScan(catalogs, limits);
    try (layer;
        TarArchiveInputStream tar = new TarArchiveInputStream(Decompression.of(layer), "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Interruption.check();
        scan.entry(entry, tar);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("a malformed header in a layer's archive", e);
    }
    return scan.facts();
  }

  private LayerFacts facts() {
    List<String> notes =
        complete ? List.of() : List.of("a layer holds more than is listed: too many packages");
    return new LayerFacts(files, whiteouts, opaque, covers, notes);
  }

  private void entry(TarArchiveEntry entry, InputStream content) throws IOException {
    String path = Paths.clean(entry.getName());
    String name = Paths.name(path);
    if (name.equals(OPAQUE)) {
      add(opaque, Paths.parent(path));
    } else if (name.startsWith(WHITEOUT)) {
      add(whiteouts, Paths.join(Paths.parent(path), name.substring(WHITEOUT.length())));
    } else if (entry.isLink()) {
      link(path, Paths.clean(entry.getLinkName()));
    } else if (isSpecial(entry)) {
      add(covers, path);
    } else if (!entry.isDirectory()) {
      file(entry, path, content);
    }
  }

  private static boolean isSpecial(TarArchiveEntry entry) {
    return entry.isSymbolicLink()
        || entry.isCharacterDevice()
        || entry.isBlockDevice()
        || entry.isFIFO();
  }

  /** A second name of a file of this layer says the same. */
  private void link(String path, String target) {
    FileFacts facts = files.get(target);
    if (facts == null) {
      add(covers, path);
    } else {
      put(path, facts);
    }
  }

  private void file(TarArchiveEntry entry, String path, InputStream content) throws IOException {
    LayerFile file = new LayerFile(path, entry.getSize(), (entry.getMode() & 0111) != 0);
    Optional<Catalog> catalog = catalogs.of(file);
    if (catalog.isEmpty()) {
      return;
    }
    FileFacts facts = read(catalog.get(), file, content);
    if (facts.saysNothing()) {
      add(covers, path);
    } else {
      put(path, facts);
    }
  }

  private FileFacts read(Catalog catalog, LayerFile file, InputStream content) throws IOException {
    try {
      return catalog.read(file, content);
    } catch (UnreadableException e) {
      return FileFacts.unread(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Parsers may stumble in any way over what was made to trip them.
      return FileFacts.unread("it is malformed (" + e.getClass().getSimpleName() + ")");
    }
  }

  private void put(String path, FileFacts facts) {
    if (facts.note() != null && ++fileNotes > limits.notes()) {
      complete = false;
      return;
    }
    if (packages + facts.packages().size() > limits.packages()) {
      complete = false;
      return;
    }
    packages += facts.packages().size();
    files.put(path, facts);
  }

  private void add(List<String> paths, String path) {
    if (paths.size() < limits.paths()) {
      paths.add(path);
    } else {
      complete = false;
    }
  }
}
