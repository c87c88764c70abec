package dev.slipway.worker.source;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The caches of one repository's submodules, one for each remote. Only the newest are kept, so that
 * a repository which names ever new remotes does not fill the disk. For one build.
 */
final class ModuleCaches {

  private static final int KEPT = 100;

  private final Path folder;
  private final Set<Path> used = new HashSet<>();

  ModuleCaches(Path folder) {
    this.folder = folder;
  }

  /** The cache for a remote. */
  GitCache open(GitUrl url) throws IOException {
    byte[] name = url.toString().getBytes(StandardCharsets.UTF_8);
    Path place = Files.createDirectories(folder.resolve(Digest.of(name).hex().substring(0, 32)));
    Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
    used.add(place);
    return new GitCache(place);
  }

  /** Removes the caches that were not used for the longest time, beyond those to be kept. */
  void prune() throws IOException {
    record Dated(Path place, FileTime time) {}
    List<Dated> others = new ArrayList<>();
    try (Stream<Path> places = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      for (Path place : places.filter(place -> !used.contains(place)).toList()) {
        others.add(new Dated(place, Files.getLastModifiedTime(place)));
      }
    }
    others.sort(Comparator.comparing(Dated::time).reversed());
    for (Dated old : others.subList(Math.min(others.size(), kept()), others.size())) {
      Folders.delete(old.place());
    }
  }

  private int kept() {
    return Math.max(0, KEPT - used.size());
  }
}
