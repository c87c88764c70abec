package dev.slipway.worker.engine.filesystem;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One file, directory, symlink or special file of an image. Modes are the twelve lower bits. */
public sealed interface Node {

  /** All permission bits with setuid, setgid and sticky. */
  int MODE_MASK = 07777;

  /** Its numeric owner. */
  Owner owner();

  /** A file. */
  record RegularFile(int mode, Owner owner, FileContent content, FileExtras extras)
      implements Node {

    /** One with nothing special about it. */
    public RegularFile(int mode, Owner owner, FileContent content) {
      this(mode, owner, content, FileExtras.NONE);
    }
  }

  /** A symlink; nobody looks at the mode of one. */
  record Symlink(Owner owner, String target) implements Node {}

  /** A device, pipe or socket: known to be there, never copied. */
  record Special(int mode, Owner owner) implements Node {}

  /** A directory. Only its {@link FileTree} changes its children. */
  final class Directory implements Node {

    private final int mode;
    private final Owner owner;
    private final NavigableMap<String, Node> children;

    private Directory(int mode, Owner owner, NavigableMap<String, Node> children) {
      this.mode = mode;
      this.owner = owner;
      this.children = children;
    }

    public Directory(int mode, Owner owner) {
      this(mode, owner, new TreeMap<>());
    }

    public int mode() {
      return mode;
    }

    @Override
    public Owner owner() {
      return owner;
    }

    /** Names and what they name, sorted. */
    public NavigableMap<String, Node> children() {
      return Collections.unmodifiableNavigableMap(children);
    }

    NavigableMap<String, Node> mutableChildren() {
      return children;
    }

    /** This directory's children under other attributes. */
    Directory withAttributesOf(Directory other) {
      return new Directory(other.mode, other.owner, children);
    }

    Directory deepCopy() {
      Directory copy = new Directory(mode, owner);
      children.forEach(
          (name, node) ->
              copy.children.put(name, node instanceof Directory d ? d.deepCopy() : node));
      return copy;
    }
  }
}
