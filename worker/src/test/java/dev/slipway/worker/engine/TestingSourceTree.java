package dev.slipway.worker.engine;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.source.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A commit in memory. It counts how often a blob is opened and a directory is listed. */
public final class TestingSourceTree implements SourceTree {

  private final NavigableMap<String, Item> items = new TreeMap<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger listed = new AtomicInteger();

  private record Item(Kind kind, byte[] content) {}

  public TestingSourceTree file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public TestingSourceTree file(String path, byte[] content) {
    return put(path, Kind.FILE, content);
  }

  public TestingSourceTree executable(String path, String content) {
    return put(path, Kind.EXECUTABLE, content.getBytes(StandardCharsets.UTF_8));
  }

  public TestingSourceTree symlink(String path, String target) {
    return put(path, Kind.SYMLINK, target.getBytes(StandardCharsets.UTF_8));
  }

  public TestingSourceTree submodule(String path) {
    return put(path, Kind.SUBMODULE, new byte[0]);
  }

  private TestingSourceTree put(String path, Kind kind, byte[] content) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      items.putIfAbsent(path.substring(0, slash), new Item(Kind.DIRECTORY, new byte[0]));
    }
    items.put(path, new Item(kind, content));
    return this;
  }

  /** How often anything was opened so far. */
  public int opened() {
    return opened.get();
  }

  /** How often the children of a directory were asked for so far. */
  public int listed() {
    return listed.get();
  }

  @Override
  public CommitSha commit() {
    return new CommitSha("0123456789abcdef0123456789abcdef01234567");
  }

  @Override
  public Instant commitTime() {
    return Instant.parse("2026-01-02T03:04:05Z");
  }

  @Override
  public String message() {
    return "A commit for a test";
  }

  @Override
  public Optional<Entry> find(String path) {
    return path.isEmpty()
        ? Optional.of(new Entry("", Kind.DIRECTORY, treeId(""), 0))
        : Optional.ofNullable(items.get(path)).map(item -> entry(path, item));
  }

  @Override
  public List<Entry> children(Entry directory) {
    listed.incrementAndGet();
    String prefix = directory.path().isEmpty() ? "" : directory.path() + "/";
    List<Entry> children = new ArrayList<>();
    items.forEach(
        (path, item) -> {
          if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
            children.add(entry(path, item));
          }
        });
    return children;
  }

  @Override
  public InputStream open(Entry entry) throws IOException {
    opened.incrementAndGet();
    Item item = items.get(entry.path());
    if (item == null) {
      throw new FileNotFoundException(entry.path());
    }
    return new ByteArrayInputStream(item.content());
  }

  @Override
  public void close() {
    // Tests read it any number of times.
  }

  private Entry entry(String path, Item item) {
    String id =
        item.kind() == Kind.DIRECTORY ? treeId(path + "/") : Digest.of(item.content()).hex();
    return new Entry(path, item.kind(), id, item.content().length);
  }

  /** Changes with everything below a directory, as Git's does. */
  private String treeId(String prefix) {
    StringBuilder all = new StringBuilder();
    items.forEach(
        (path, item) -> {
          if (path.startsWith(prefix)) {
            all.append(path.substring(prefix.length()))
                .append(item.kind())
                .append(Digest.of(item.content()));
          }
        });
    return Digest.of(all.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }
}
