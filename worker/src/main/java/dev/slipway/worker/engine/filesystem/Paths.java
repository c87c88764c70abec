package dev.slipway.worker.engine.filesystem;

import java.util.ArrayList;
import java.util.List;

/** Slash-separated paths inside an image or a context, independent of the machine's own. */
public final class Paths {

  private Paths() {}

  /** The parts of a path without empty ones and {@code .}; {@code ..} stays. */
  public static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }

  /**
   * The path from the root with {@code ..} resolved by text alone and none left, so that it can't
   * climb above the root; no slash at either end.
   */
  public static String clean(String path) {
    List<String> clean = new ArrayList<>();
    for (String part : parts(path)) {
      if (!part.equals("..")) {
        clean.add(part);
      } else if (!clean.isEmpty()) {
        clean.remove(clean.size() - 1);
      }
    }
    return String.join("/", clean);
  }

  /** A child's path. */
  public static String join(String directory, String name) {
    if (directory.isEmpty()) {
      return name;
    }
    return name.isEmpty() ? directory : directory + "/" + name;
  }

  /** The path from one of its parents on. */
  public static String relative(String parent, String path) {
    return parent.isEmpty() ? path : path.substring(Math.min(path.length(), parent.length() + 1));
  }

  /** What stands before the last slash; the root's is itself. */
  public static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** What stands behind the last slash. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
