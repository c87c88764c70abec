package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.path.GoGlob;
import dev.slipway.worker.engine.filesystem.Paths;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names what paths of a context lead to by Git's object ids: a file's blob, a folder's tree, and of
 * a glob in a path's last part what it matches. Other globs, and paths that lead over a symlink or
 * to nothing, are named by the whole context, which decides what comes of them.
 */
record ContextIdentity(SourceTree source, String root) {

  /**
   * @param written as the instruction has them
   */
  String of(List<String> written) throws IOException {
    List<String> names = new ArrayList<>();
    names.add(source.view());
    for (String path : written) {
      names.add(of(Paths.clean(path)));
    }
    return String.join(" ", names);
  }

  private String of(String path) throws IOException {
    List<String> parts = Paths.parts(path);
    String at = root;
    for (int i = 0; i < parts.size(); i++) {
      if (GoGlob.hasWildcards(parts.get(i))) {
        return i == parts.size() - 1 ? ofMatches(at, path, i) : nameOf(root);
      }
      at = Paths.join(at, parts.get(i));
      Optional<Entry> entry = source.find(at);
      if (entry.isEmpty() || entry.get().kind() == Kind.SYMLINK) {
        return nameOf(root);
      }
    }
    return nameOf(at);
  }

  /** A symlink that matches is followed, and may lead to anything in the context. */
  private String ofMatches(String folder, String path, int depth) throws IOException {
    Optional<Entry> directory = source.find(folder);
    if (directory.isEmpty() || directory.get().kind() != Kind.DIRECTORY || !GoGlob.isValid(path)) {
      return nameOf(root);
    }
    GoGlob glob = GoGlob.of(path);
    List<String> names = new ArrayList<>();
    for (Entry child : source.children(directory.get())) {
      if (glob.matchesSegment(depth, child.name())) {
        if (child.kind() == Kind.SYMLINK) {
          return nameOf(root);
        }
        names.add(name(child) + ":" + child.name().length() + ":" + child.name());
      }
    }
    return "[" + String.join(",", names) + "]";
  }

  private static String name(Entry entry) {
    return entry.kind() + ":" + entry.objectId();
  }

  private String nameOf(String path) throws IOException {
    return source.find(path).map(ContextIdentity::name).orElse("nothing");
  }
}
