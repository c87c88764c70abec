package dev.slipway.worker.attest.inventory;

import dev.slipway.worker.attest.catalog.FileFacts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one layer says of packages, and what it hides of the layers below it. Paths are from the
 * root, without a leading slash.
 *
 * @param files what was read, by path
 * @param whiteouts paths that are removed with all below them
 * @param opaque folders whose contents in lower layers are hidden
 * @param covers paths of other things that take the place of what lower layers have there
 * @param notes what could not be read of the layer as a whole
 */
record LayerFacts(
    Map<String, FileFacts> files,
    List<String> whiteouts,
    List<String> opaque,
    List<String> covers,
    List<String> notes) {

  LayerFacts {
    files = new TreeMap<>(files);
    whiteouts = List.copyOf(whiteouts);
    opaque = List.copyOf(opaque);
    covers = List.copyOf(covers);
    notes = List.copyOf(notes);
  }

  /** A layer of which nothing is known. */
  static LayerFacts unread(String note) {
    return new LayerFacts(Map.of(), List.of(), List.of(), List.of(), List.of(note));
  }
}
