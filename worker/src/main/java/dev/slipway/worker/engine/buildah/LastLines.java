package dev.slipway.worker.engine.buildah;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Remembers the end of a program's output. */
final class LastLines implements Consumer<String> {

  private static final int MOST = 50;
  private static final String ERROR = "Error: ";
  private static final Pattern IMAGE_ID = Pattern.compile("[0-9a-f]{64}");

  private final Deque<String> lines = new ArrayDeque<>();

  @Override
  public synchronized void accept(String line) {
    lines.addLast(line);
    if (lines.size() > MOST) {
      lines.removeFirst();
    }
  }

  /** The last error that buildah has reported, without its prefix, or else the last line. */
  synchronized String error() {
    String last = "it said nothing";
    for (String line : lines) {
      boolean later = line.startsWith(ERROR) || !last.startsWith(ERROR);
      last = later && !line.isBlank() ? line : last;
    }
    return last.startsWith(ERROR) ? last.substring(ERROR.length()) : last;
  }

  /** The last image id that it printed on a line of its own; empty where there is none. */
  synchronized Optional<String> imageId() {
    return lines.stream().filter(IMAGE_ID.asMatchPredicate()).reduce((first, second) -> second);
  }

  /** All of it in one text. */
  synchronized String text() {
    return String.join("\n", lines);
  }
}
