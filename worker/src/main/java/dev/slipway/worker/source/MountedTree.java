package dev.slipway.worker.source;

import dev.slipway.core.git.CommitSha;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A commit with other commits in the places of its gitlinks, read as one tree. */
final class MountedTree implements SourceTree {

  private final SourceTree root;
  private final Map<String, SourceTree> mounted;

  /** A tree and where it is; the root is at the empty path. */
  private record Place(String path, SourceTree tree) {

    String inside(String whole) {
      return whole.length() == path.length() ? "" : whole.substring(prefix().length());
    }

    Entry inside(Entry entry) {
      return new Entry(inside(entry.path()), entry.kind(), entry.objectId(), entry.size());
    }

    Entry outside(Entry entry) {
      String whole = entry.path().isEmpty() ? path : prefix() + entry.path();
      return new Entry(whole, entry.kind(), entry.objectId(), entry.size());
    }

    private String prefix() {
      return path.isEmpty() ? "" : path + "/";
    }
  }

  /**
   * @param mounted trees by the whole paths of their gitlinks; closed with this tree
   */
  MountedTree(SourceTree root, Map<String, SourceTree> mounted) {
    this.root = root;
    this.mounted = Map.copyOf(mounted);
  }

  @Override
  public CommitSha commit() {
    return root.commit();
  }

  @Override
  public Instant commitTime() {
    return root.commitTime();
  }

  @Override
  public String message() {
    return root.message();
  }

  @Override
  public Optional<Entry> find(String path) throws IOException {
    Place place = place(path);
    return place.tree().find(place.inside(path)).map(place::outside);
  }

  @Override
  public List<Entry> children(Entry directory) throws IOException {
    Place place = place(directory.path());
    List<Entry> children = new ArrayList<>();
    for (Entry child : place.tree().children(place.inside(directory))) {
      Entry outside = place.outside(child);
      children.add(outside.kind() == Kind.SUBMODULE ? whatIsAt(outside) : outside);
    }
    return children;
  }

  @Override
  public String view() {
    StringBuilder view = new StringBuilder(root.view());
    new TreeMap<>(mounted)
        .forEach(
            (path, tree) ->
                view.append('+')
                    .append(path.length())
                    .append(':')
                    .append(path)
                    .append('=')
                    .append(tree.commit())
                    .append(tree.view()));
    return view.toString();
  }

  private Entry whatIsAt(Entry gitlink) throws IOException {
    return mounted.containsKey(gitlink.path()) ? find(gitlink.path()).orElse(gitlink) : gitlink;
  }

  @Override
  public InputStream open(Entry entry) throws IOException {
    Place place = place(entry.path());
    return place.tree().open(place.inside(entry));
  }

  /** The innermost tree that a path leads into. */
  private Place place(String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      String prefix = path.substring(0, end);
      SourceTree tree = mounted.get(prefix);
      if (tree != null) {
        return new Place(prefix, tree);
      }
    }
    return new Place("", root);
  }

  @Override
  public void close() {
    mounted.values().forEach(SourceTree::close);
    root.close();
  }
}
