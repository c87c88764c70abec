package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import dev.slipway.worker.engine.filesystem.Owner;
import dev.slipway.worker.engine.filesystem.Paths;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The build context: a folder of the commit without what {@code .dockerignore} excludes. Everything
 * in it belongs to root. Symlinks never lead out of it. A submodule that is not fetched is an empty
 * folder, as it is in a clone.
 */
final class ContextSource implements CopySource {

  private static final int MAX_LINKS = 40;
  private static final int MAX_LINK_BYTES = 4096;
  private static final int FILE_MODE = 0644;
  private static final int EXECUTABLE_MODE = 0755;

  private final SourceTree source;
  private final String root;
  private final ContextIgnore ignored;

  /**
   * @param root the context's folder in the source, empty for all of it
   */
  ContextSource(SourceTree source, String root, ContextIgnore ignored) {
    this.source = source;
    this.root = root;
    this.ignored = ignored;
  }

  @Override
  public String description() {
    return "the build context";
  }

  @Override
  public Optional<Item> follow(String path) throws BuildFailedException, IOException {
    Deque<String> todo = new ArrayDeque<>(Paths.parts(path));
    List<String> done = new ArrayList<>();
    int links = 0;
    while (!todo.isEmpty()) {
      String part = todo.removeFirst();
      if (part.equals("..")) {
        if (done.isEmpty()) {
          throw leavesContext(path);
        }
        done.remove(done.size() - 1);
        continue;
      }
      done.add(part);
      String at = String.join("/", done);
      Optional<Entry> entry = entry(at);
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      if (entry.get().kind() == Kind.SYMLINK) {
        if (++links > MAX_LINKS) {
          throw new BuildFailedException("\"" + path + "\" is a symlink that leads in circles");
        }
        if (ignored.rules().excludes(at)) {
          return Optional.empty();
        }
        done.remove(done.size() - 1);
        follow(path, entry.get(), todo);
      }
    }
    return find(String.join("/", done));
  }

  private void follow(String path, Entry link, Deque<String> todo)
      throws BuildFailedException, IOException {
    String target = target(link);
    if (target.startsWith("/")) {
      throw leavesContext(path);
    }
    List<String> parts = Paths.parts(target);
    for (int i = parts.size() - 1; i >= 0; i--) {
      todo.addFirst(parts.get(i));
    }
  }

  private static BuildFailedException leavesContext(String path) {
    return new BuildFailedException(
        "\""
            + path
            + "\" is a symlink that leads out of the build context; copy a file inside of it, or"
            + " choose a context that holds both");
  }

  @Override
  public Optional<String> identity(List<String> written) throws IOException {
    return written.stream().anyMatch(ContextSource::isRemote)
        ? Optional.empty()
        : Optional.of(
            new ContextIdentity(source, root).of(written) + " ignoring " + ignored.identity());
  }

  /** What ADD fetches from elsewhere is not named by anything in the context. */
  private static boolean isRemote(String written) {
    return written.contains("://") || written.startsWith("git@");
  }

  private Optional<Item> find(String path) throws IOException {
    Optional<Entry> entry = entry(path);
    if (entry.isEmpty() || !visible(path, entry.get())) {
      return Optional.empty();
    }
    return Optional.of(new Item(path, node(entry.get())));
  }

  @Override
  public List<Item> children(Item directory) throws IOException {
    List<Item> items = new ArrayList<>();
    Entry folder = entry(directory.path()).orElseThrow();
    if (folder.kind() == Kind.SUBMODULE) {
      return items;
    }
    for (Entry entry : source.children(folder)) {
      String path = Paths.join(directory.path(), entry.name());
      if (visible(path, entry)) {
        items.add(new Item(path, node(entry)));
      }
    }
    items.sort(Comparator.comparing(item -> Paths.name(item.path())));
    return items;
  }

  @Override
  public String whyMissing(String path) throws IOException {
    Optional<Entry> entry = entry(path);
    for (String parent = Paths.parent(path); !parent.isEmpty(); parent = Paths.parent(parent)) {
      if (entry(parent).filter(e -> e.kind() == Kind.SUBMODULE).isPresent()) {
        return ": "
            + parent
            + " is a Git submodule, which is not fetched; switch submodules on in the"
            + " repository's settings";
      }
    }
    if (entry.isPresent() && ignored.rules().excludes(path)) {
      return ": " + ignored.file() + " excludes it";
    }
    return entry.isPresent() && entry.get().kind() == Kind.SYMLINK
        ? ": it is a symlink to " + target(entry.get()) + ", which is not there"
        : "";
  }

  /** An excluded directory still shows when an exception lets something in it through. */
  private boolean visible(String path, Entry entry) throws IOException {
    if (!ignored.rules().excludes(path)) {
      return true;
    }
    if (entry.kind() != Kind.DIRECTORY || !ignored.rules().mayHoldIncluded(path)) {
      return false;
    }
    for (Entry child : source.children(entry)) {
      if (visible(Paths.join(path, child.name()), child)) {
        return true;
      }
    }
    return false;
  }

  private Optional<Entry> entry(String path) throws IOException {
    return source.find(Paths.join(root, path));
  }

  private Node node(Entry entry) throws IOException {
    return switch (entry.kind()) {
      case FILE -> new RegularFile(FILE_MODE, Owner.ROOT, new GitContent(source, entry));
      case EXECUTABLE ->
          new RegularFile(EXECUTABLE_MODE, Owner.ROOT, new GitContent(source, entry));
      case SYMLINK -> new Symlink(Owner.ROOT, target(entry));
      case DIRECTORY, SUBMODULE -> new Directory(EXECUTABLE_MODE, Owner.ROOT);
    };
  }

  private String target(Entry link) throws IOException {
    try (InputStream in = source.open(link)) {
      return new String(in.readNBytes(MAX_LINK_BYTES), StandardCharsets.UTF_8);
    }
  }
}
