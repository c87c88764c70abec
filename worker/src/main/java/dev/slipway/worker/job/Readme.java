package dev.slipway.worker.job;

import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a repository's README: at its root, in any case, never behind a symlink. */
final class Readme {

  /** The best first. */
  private static final List<String> NAMES =
      List.of("readme.md", "readme.markdown", "readme.rst", "readme.txt", "readme");

  /** Bytes in UTF-8: what Docker Hub takes as a full description. */
  private static final int LONGEST = 25_000;

  /** The longest character in UTF-8, of which a cut may leave a part. */
  private static final int LONGEST_CHARACTER = 4;

  private Readme() {}

  /** Its text, cut to 25,000 bytes; null without one. */
  static @Nullable String read(SourceTree source) throws IOException {
    Optional<Entry> root = source.find("");
    if (root.isEmpty()) {
      return null;
    }
    Optional<Entry> readme =
        source.children(root.get()).stream()
            .filter(entry -> entry.kind() == Kind.FILE || entry.kind() == Kind.EXECUTABLE)
            .filter(entry -> NAMES.contains(lowerCase(entry)))
            .min(Comparator.comparingInt(entry -> NAMES.indexOf(lowerCase(entry))));
    return readme.isEmpty() ? null : text(source, readme.get());
  }

  private static String lowerCase(Entry entry) {
    return entry.name().toLowerCase(Locale.ROOT);
  }

  private static String text(SourceTree source, Entry entry) throws IOException {
    byte[] bytes;
    try (InputStream content = source.open(entry)) {
      bytes = content.readNBytes(LONGEST + LONGEST_CHARACTER);
    }
    // No database text can hold a NUL.
    String text = new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    return cut(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static String cut(String text) {
    int size = 0;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      size += Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
      if (size > LONGEST) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end);
  }
}
