package dev.slipway.worker.job;

import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Finds what may have been meant when a Dockerfile is missing, the topmost first. */
final class NearbyDockerfiles {

  private static final int MOST = 5;

  /** Bounds the search in large repositories. */
  private static final int FOLDERS_TO_LOOK_AT = 500;

  private NearbyDockerfiles() {}

  static List<String> find(SourceTree source) throws IOException {
    List<String> found = new ArrayList<>();
    Deque<Entry> folders = new ArrayDeque<>();
    source.find("").ifPresent(folders::add);
    for (int i = 0; i < FOLDERS_TO_LOOK_AT && !folders.isEmpty() && found.size() < MOST; i++) {
      for (Entry entry : source.children(folders.remove())) {
        if (entry.kind() == Kind.DIRECTORY) {
          folders.add(entry);
        } else if (isDockerfile(entry) && found.size() < MOST) {
          found.add(entry.path());
        }
      }
    }
    return found;
  }

  private static boolean isDockerfile(Entry entry) {
    String name = entry.name().toLowerCase(Locale.ROOT);
    boolean regular = entry.kind() == Kind.FILE || entry.kind() == Kind.EXECUTABLE;
    return regular
        && !name.endsWith(".dockerignore")
        && (name.equals("dockerfile")
            || name.equals("containerfile")
            || name.startsWith("dockerfile.")
            || name.endsWith(".dockerfile"));
  }
}
