package dev.slipway.worker.attest.inventory;

import dev.slipway.worker.attest.catalog.Distribution;
import dev.slipway.worker.attest.catalog.FileFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lays what layers say over one another, from the lowest up. */
final class LayerStack {

  /** Nearest first; the second is what the first usually links to. */
  private static final List<String> OS_RELEASE = List.of("etc/os-release", "usr/lib/os-release");

  private final TreeMap<String, FileFacts> files = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  /** Lays a layer on top: what it hides goes first, so that it never hides its own. */
  void add(LayerFacts layer) {
    layer.opaque().forEach(this::removeBelow);
    layer.whiteouts().forEach(this::remove);
    layer.covers().forEach(this::remove);
    layer.files().keySet().forEach(this::remove);
    files.putAll(layer.files());
    notes.addAll(layer.notes());
  }

  private void remove(String path) {
    files.remove(path);
    removeBelow(path);
  }

  private void removeBelow(String folder) {
    if (folder.isEmpty()) {
      files.clear();
    } else {
      files.subMap(folder + "/", folder + "0").clear(); // "0" is the character after "/"
    }
  }

  Inventory inventory() {
    List<FoundPackage> packages = new ArrayList<>();
    List<String> all = new ArrayList<>(notes);
    for (Map.Entry<String, FileFacts> file : files.entrySet()) {
      FileFacts facts = file.getValue();
      facts.packages().forEach(fact -> packages.add(new FoundPackage(fact, file.getKey())));
      if (facts.note() != null) {
        all.add("/" + file.getKey() + ": " + facts.note());
      }
    }
    return new Inventory(distribution(), packages, all);
  }

  private @Nullable Distribution distribution() {
    for (String path : OS_RELEASE) {
      FileFacts facts = files.get(path);
      if (facts != null && facts.distribution() != null) {
        return facts.distribution();
      }
    }
    return null;
  }
}
