package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.FileTree;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A file system that is not read before somebody has to look into it. What instructions did to it
 * in an earlier build, by which it is known already, is done again only then. For one thread.
 */
final class LazyTree {

  /** Reads the file system. */
  @FunctionalInterface
  interface Source {
    FileTree read() throws IOException;
  }

  private final Source source;
  private final Deque<Step> pending = new ArrayDeque<>();
  private Digest identity;
  private @Nullable FileTree tree;
  private boolean catchingUp;

  /**
   * @param identity names the file system: equal ones are the same, though nobody has read them
   */
  LazyTree(Digest identity, Source source) {
    this.identity = identity;
    this.source = source;
  }

  /** Names all that is in it, without reading anything. */
  Digest identity() {
    return identity;
  }

  /** The tree, always the same. */
  FileTree get() throws IOException {
    FileTree current = tree;
    if (current == null) {
      current = source.read();
      tree = current;
    }
    if (!catchingUp) {
      catchUp();
    }
    return current;
  }

  /** Everybody who asks for the tree meanwhile is one of the steps, and gets it as it is. */
  private void catchUp() throws IOException {
    catchingUp = true;
    try {
      while (!pending.isEmpty()) {
        pending.element().run();
        pending.remove();
      }
    } catch (BuildFailedException e) {
      throw new IOException("what an earlier build did can't be repeated: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("stopped").initCause(e);
    } finally {
      catchingUp = false;
    }
  }

  /**
   * Notes that it was changed.
   *
   * @param after what it is called from now on
   */
  void changed(Digest after) {
    identity = after;
  }

  /**
   * Notes that it is changed, as soon as somebody looks into it.
   *
   * @param after what it is called from now on
   * @param step changes it
   */
  void changedBy(Digest after, Step step) {
    pending.add(step);
    identity = after;
  }

  /** One that goes on from this one and changes on its own. */
  LazyTree fork() {
    return new LazyTree(identity, () -> get().copy());
  }
}
