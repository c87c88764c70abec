package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.path.DockerIgnore;
import dev.slipway.core.dockerfile.path.GoGlob;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.Interruption;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Paths;
import dev.slipway.worker.engine.nativeimage.CopySource.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a source of {@code COPY --parents} names: the path behind the pivot {@code /./}, or
 * all of it, is kept. Its patterns may hold {@code **}; a directory that matches counts with all in
 * it.
 *
 * @param pivot the directory in front of the pivot
 * @param items below it
 */
record ParentsLookup(String pivot, List<Item> items) {

  private static final String PIVOT = "/./";

  static ParentsLookup of(CopySource source, String written)
      throws BuildFailedException, IOException {
    int at = written.indexOf(PIVOT);
    String before = Paths.clean(at < 0 ? "" : written.substring(0, at));
    String kept = Paths.clean(at < 0 ? written : written.substring(at + PIVOT.length()));
    SourceLookup lookup = new SourceLookup(source);
    if (kept.isEmpty()) {
      throw new BuildFailedException(
          "\"" + written + "\" names nothing below its pivot; write what to copy behind /./");
    }
    List<Item> items = new ArrayList<>();
    if (GoGlob.hasWildcards(kept)) {
      Item top = lookup.one(before, written).item();
      collect(source, top, top.path(), DockerIgnore.of(List.of(kept)), items);
      return new ParentsLookup(top.path(), items);
    }
    String pivot = lookup.one(before, written).item().path();
    items.add(entry(source, lookup, Paths.join(pivot, kept), written));
    return new ParentsLookup(pivot, items);
  }

  /** What is at a path; a symlink at its end is copied as such. */
  private static Item entry(CopySource source, SourceLookup lookup, String path, String written)
      throws BuildFailedException, IOException {
    Item parent = lookup.one(Paths.parent(path), written).item();
    if (parent.path().equals(Paths.parent(path)) && parent.node() instanceof Directory) {
      for (Item child : source.children(parent)) {
        if (child.path().equals(path)) {
          return child;
        }
      }
    }
    return lookup.one(path, written).item();
  }

  private static void collect(
      CopySource source, Item directory, String pivot, DockerIgnore wanted, List<Item> items)
      throws IOException {
    if (!(directory.node() instanceof Directory)) {
      return;
    }
    for (Item child : source.children(directory)) {
      Interruption.check();
      if (wanted.excludes(Paths.relative(pivot, child.path()))) {
        items.add(child);
      } else {
        collect(source, child, pivot, wanted, items);
      }
    }
  }
}
