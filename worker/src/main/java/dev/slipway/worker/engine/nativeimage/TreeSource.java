package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.FileTree;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import dev.slipway.worker.engine.filesystem.PathException;
import dev.slipway.worker.engine.filesystem.Paths;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The file system of an earlier stage or another image; owners and modes come along. */
record TreeSource(String description, LazyTree files) implements CopySource {

  @Override
  public Optional<Item> follow(String path) throws BuildFailedException, IOException {
    try {
      FileTree.Location location = files.get().resolve(path);
      return location.node().map(node -> new Item(location.path(), node));
    } catch (PathException e) {
      throw new BuildFailedException(e.getMessage() + " (" + description + ")", e);
    }
  }

  @Override
  public Optional<String> identity(List<String> written) {
    return Optional.of(files.identity().value());
  }

  @Override
  public List<Item> children(Item directory) {
    return ((Directory) directory.node())
        .children().entrySet().stream()
            .map(child -> new Item(Paths.join(directory.path(), child.getKey()), child.getValue()))
            .toList();
  }

  @Override
  public String whyMissing(String path) throws IOException {
    return files.get().find(path).orElse(null) instanceof Symlink link
        ? ": it is a symlink to " + link.target() + ", which is not there"
        : "";
  }
}
