package dev.slipway.worker.engine.remote;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.remote.Download.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Downloads on disk, one folder for every repository: a file for each content, named by its digest,
 * and a description for each URL. Both come by atomic renames.
 */
final class DownloadCache {

  private static final String DESCRIPTION = ".url";
  private static final String PARTIAL = ".partial";

  private final Path directory;
  private final long limit;

  /**
   * @param limit bytes that a repository's downloads may have together
   */
  DownloadCache(Path directory, long limit) {
    this.directory = directory;
    this.limit = limit;
  }

  /** A downloaded file and what the server said of it. */
  record Kept(Path file, Digest digest, Answer answer) {}

  /** Where one URL's download is. */
  record Place(Path folder, String key) {

    Path partial() throws IOException {
      return Files.createTempFile(Files.createDirectories(folder), key, PARTIAL);
    }

    /** What was downloaded before. */
    Optional<Kept> find() throws IOException {
      try {
        List<String> lines = Files.readAllLines(folder.resolve(key + DESCRIPTION));
        Digest digest = new Digest(lines.get(0));
        Path file = folder.resolve(digest.hex());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        return Optional.of(
            new Kept(file, digest, new Answer(false, orNull(lines.get(1)), orNull(lines.get(2)))));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }

    Kept keep(Path partial, Answer answer) throws IOException {
      Digest digest = digest(partial);
      Path file = folder.resolve(digest.hex());
      move(partial, file);
      Path description = partial();
      Files.write(
          description,
          List.of(digest.value(), orEmpty(answer.etag()), orEmpty(answer.lastModified())),
          StandardCharsets.UTF_8);
      move(description, folder.resolve(key + DESCRIPTION));
      return new Kept(file, digest, answer);
    }

    private static void move(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String orEmpty(@Nullable String text) {
      return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  Place place(String repositoryId, String url) {
    return new Place(folder(repositoryId), RemoteFiles.hashed(url));
  }

  private Path folder(String repositoryId) {
    return directory.resolve(RemoteFiles.hashed(repositoryId));
  }

  private static Digest digest(Path file) throws IOException {
    MessageDigest hash = Digest.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Digest.ofHash(hash.digest());
  }

  /**
   * Removes the longest unused downloads of a repository beyond the limit, but never one in use.
   */
  void prune(String repositoryId, Path inUse) throws IOException {
    record Dated(Path file, FileTime time, long size) {}
    List<Dated> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder(repositoryId))) {
      for (Path file : all.filter(path -> !path.toString().endsWith(PARTIAL)).toList()) {
        files.add(new Dated(file, Files.getLastModifiedTime(file), Files.size(file)));
      }
    }
    files.sort(Comparator.comparing(Dated::time).reversed());
    long kept = 0;
    for (Dated each : files) {
      kept += each.size();
      if (kept > limit && !each.file().equals(inUse)) {
        Files.deleteIfExists(each.file());
      }
    }
  }
}
