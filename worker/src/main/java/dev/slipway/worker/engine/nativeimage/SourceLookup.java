package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.diagnostic.Suggestion;
import dev.slipway.core.dockerfile.path.GoGlob;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import dev.slipway.worker.engine.filesystem.Paths;
import dev.slipway.worker.engine.nativeimage.CopySource.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what the sources of a COPY name: paths, or globs by the rules of Go's filepath.Match. */
final class SourceLookup {

  private final CopySource source;

  SourceLookup(CopySource source) {
    this.source = source;
  }

  /**
   * @param name the last part of the path as written or matched, which the copy gets in a directory
   * @param item what it leads to; never a symlink
   */
  record Found(String name, Item item) {}

  /**
   * Finds one source.
   *
   * @return exactly one without wildcards; any number, sorted, with
   * @throws BuildFailedException when there is no such path, or the pattern is malformed
   */
  List<Found> find(String written) throws BuildFailedException, IOException {
    String path = Paths.clean(written);
    if (!GoGlob.hasWildcards(path)) {
      return List.of(one(path, written));
    }
    if (!GoGlob.isValid(path)) {
      throw new BuildFailedException("\"" + written + "\" is no valid pattern");
    }
    GoGlob glob = GoGlob.of(path);
    List<String> literal = new ArrayList<>();
    while (glob.isLiteral(literal.size())) {
      literal.add(glob.literal(literal.size()));
    }
    List<Found> found = new ArrayList<>();
    Optional<Item> start = source.follow(String.join("/", literal));
    if (start.isPresent()) {
      match(start.get(), glob, literal.size(), found);
    }
    return found;
  }

  private void match(Item directory, GoGlob glob, int depth, List<Found> found)
      throws BuildFailedException, IOException {
    if (!(directory.node() instanceof Directory)) {
      return;
    }
    for (Item child : source.children(directory)) {
      if (!glob.matchesSegment(depth, Paths.name(child.path()))) {
        continue;
      }
      if (depth + 1 < glob.depth()) {
        match(child, glob, depth + 1, found);
      } else {
        found.add(
            child.node() instanceof Symlink
                ? one(child.path(), child.path())
                : new Found(Paths.name(child.path()), child));
      }
    }
  }

  /**
   * What a path without wildcards leads to.
   *
   * @param written the source that it is of, for the message
   * @throws BuildFailedException when nothing is there
   */
  Found one(String path, String written) throws BuildFailedException, IOException {
    Optional<Item> item = source.follow(path);
    if (item.isEmpty()) {
      throw missing(path, written);
    }
    return new Found(Paths.name(path), item.get());
  }

  private BuildFailedException missing(String path, String written)
      throws BuildFailedException, IOException {
    String why = source.whyMissing(path);
    if (why.isEmpty()) {
      List<String> siblings = new ArrayList<>();
      Optional<Item> parent = source.follow(Paths.parent(path));
      if (parent.isPresent() && parent.get().node() instanceof Directory) {
        source.children(parent.get()).forEach(child -> siblings.add(child.path()));
      }
      why = Suggestion.didYouMean(path, siblings);
    }
    return new BuildFailedException("\"" + written + "\" is not in " + source.description() + why);
  }
}
