package dev.slipway.worker.source.lfs;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands in a commit for a large file (git-lfs, docs/spec.md, "The Pointer").
 *
 * @param oid SHA-256 of the content
 * @param size its bytes
 */
record LfsPointer(Digest oid, long size) {

  /** A version, an object id and a size don't fit into less; the specification allows no more. */
  private static final int SMALLEST = 100;

  private static final int LARGEST = 1024;

  private static final Set<String> VERSIONS =
      Set.of(
          "https://git-lfs.github.com/spec/v1",
          "https://hawser.github.com/spec/v1",
          "http://git-media.io/v/2");

  private static final Pattern SIZE = Pattern.compile("[0-9]{1,15}");
  private static final String SHA_256 = "sha256:";

  /** The pointer that an entry is, if it is one. Only small files are read for that. */
  static Optional<LfsPointer> of(SourceTree tree, Entry entry) throws IOException {
    boolean file = entry.kind() == Kind.FILE || entry.kind() == Kind.EXECUTABLE;
    if (!file || entry.size() < SMALLEST || entry.size() > LARGEST) {
      return Optional.empty();
    }
    try (InputStream content = tree.open(entry)) {
      return parse(new String(content.readNBytes(LARGEST), StandardCharsets.UTF_8));
    }
  }

  /** Reads a pointer; one with extensions, whose programs are not here, counts as none. */
  static Optional<LfsPointer> parse(String text) {
    if (!text.startsWith("version ")) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      String[] pair = line.split(" ", 2);
      if (pair.length == 2) {
        values.put(pair[0], pair[1].strip());
      } else if (!line.isEmpty()) {
        return Optional.empty();
      }
    }
    String oid = values.getOrDefault("oid", "");
    String size = values.getOrDefault("size", "");
    boolean complete =
        values.keySet().equals(Set.of("version", "oid", "size"))
            && VERSIONS.contains(values.get("version"))
            && oid.startsWith(SHA_256)
            && Digest.isDigest(oid)
            && SIZE.matcher(size).matches();
    return complete
        ? Optional.of(new LfsPointer(new Digest(oid), Long.parseLong(size)))
        : Optional.empty();
  }
}
