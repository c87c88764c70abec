package dev.slipway.worker.engine.buildah;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.layer.BlockGzip;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compressed layers of one repository, as registries get them, so that a layer is compressed once.
 * A file's name says all about it, so that one atomic rename makes it known; those unused longest
 * go when there is too much.
 */
final class PackedLayers {

  private static final String SUFFIX = ".tar.gz";
  private static final int BUFFER = 128 * 1024;

  /** Images that are being pushed read their layers' files. */
  private static final Duration IN_USE = Duration.ofHours(2);

  private final Path folder;
  private final long most;

  /**
   * @param digest of the compressed bytes
   * @param file where they are
   * @param size compressed bytes
   */
  record Packed(Digest digest, Path file, long size) {}

  /** Writes a layer's archive. */
  @FunctionalInterface
  interface Archive {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * @param folder of the repository, made when needed
   * @param most bytes to keep
   */
  PackedLayers(Path folder, long most) {
    this.folder = folder;
    this.most = most;
  }

  /**
   * Finds a layer, or packs it.
   *
   * @param diffId what the archive has to hash to
   * @throws IOException also when the archive is another one
   */
  Packed get(Digest diffId, Archive archive) throws IOException, InterruptedException {
    Optional<Packed> known = find(diffId);
    if (known.isPresent()) {
      Files.setLastModifiedTime(known.get().file(), FileTime.from(Instant.now()));
      return known.get();
    }
    Packed packed = pack(diffId, archive);
    prune();
    return packed;
  }

  private Optional<Packed> find(Digest diffId) throws IOException {
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (name.startsWith(diffId.hex() + "-") && name.endsWith(SUFFIX)) {
        String hex = name.substring(diffId.hex().length() + 1, name.length() - SUFFIX.length());
        return Optional.of(new Packed(new Digest("sha256:" + hex), file, Files.size(file)));
      }
    }
    return Optional.empty();
  }

  private Packed pack(Digest diffId, Archive archive) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, "layer", ".partial");
    try {
      MessageDigest packedHash = Digest.sha256();
      BlockGzip zip;
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(partial), BUFFER);
          BlockGzip packing = BlockGzip.to(new DigestOutputStream(file, packedHash))) {
        zip = packing;
        archive.writeTo(packing);
      }
      if (!zip.plainDigest().equals(diffId)) {
        throw new IOException("a layer of the store is not " + diffId);
      }
      Digest digest = Digest.ofHash(packedHash.digest());
      Path file = folder.resolve(diffId.hex() + "-" + digest.hex() + SUFFIX);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new Packed(digest, file, Files.size(file));
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private void prune() throws IOException {
    record Kept(Path file, long size, Instant used) {}
    List<Kept> all = new ArrayList<>();
    for (Path file : files()) {
      all.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
    }
    long bytes = all.stream().mapToLong(Kept::size).sum();
    all.sort(Comparator.comparing(Kept::used));
    Instant untouched = Instant.now().minus(IN_USE);
    for (Kept kept : all) {
      if (bytes > most && kept.used().isBefore(untouched)) {
        Files.deleteIfExists(kept.file());
        bytes -= kept.size();
      }
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
