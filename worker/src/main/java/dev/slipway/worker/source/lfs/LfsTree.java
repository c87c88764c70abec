package dev.slipway.worker.source.lfs;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A commit whose Git LFS pointers read as the files that they stand for. A file is fetched when it
 * is opened, so one that no instruction copies costs nothing.
 */
final class LfsTree implements SourceTree {

  /** Tells the ids of contents from Git's own. */
  private static final String ID = "lfs:";

  private final SourceTree tree;
  private final LfsRemote remote;
  private final LfsObjects objects;
  private final Map<String, Optional<LfsPointer>> known = new ConcurrentHashMap<>();

  /**
   * @param tree closed with this one
   * @param remote likewise
   */
  LfsTree(SourceTree tree, LfsRemote remote, LfsObjects objects) {
    this.tree = tree;
    this.remote = remote;
    this.objects = objects;
  }

  @Override
  public CommitSha commit() {
    return tree.commit();
  }

  @Override
  public Instant commitTime() {
    return tree.commitTime();
  }

  @Override
  public String message() {
    return tree.message();
  }

  @Override
  public Optional<Entry> find(String path) throws IOException {
    Optional<Entry> entry = tree.find(path);
    return entry.isEmpty() ? entry : Optional.of(resolved(entry.get()));
  }

  @Override
  public List<Entry> children(Entry directory) throws IOException {
    List<Entry> children = new ArrayList<>();
    for (Entry child : tree.children(directory)) {
      children.add(resolved(child));
    }
    return children;
  }

  @Override
  public String view() {
    return "lfs(" + tree.view() + ")";
  }

  private Entry resolved(Entry entry) throws IOException {
    Optional<LfsPointer> pointer = known.get(entry.objectId());
    if (pointer == null) {
      pointer = LfsPointer.of(tree, entry);
      known.put(entry.objectId(), pointer);
    }
    return pointer
        .map(p -> new Entry(entry.path(), entry.kind(), ID + p.oid(), p.size()))
        .orElse(entry);
  }

  @Override
  public InputStream open(Entry entry) throws IOException {
    if (!entry.objectId().startsWith(ID)) {
      return tree.open(entry);
    }
    Digest oid = new Digest(entry.objectId().substring(ID.length()));
    return objects.open(remote, entry.path(), new LfsPointer(oid, entry.size()));
  }

  @Override
  public void close() {
    remote.close();
    tree.close();
  }
}
