package dev.slipway.registry.upload;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryConfig;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.blob.Blob;
import dev.slipway.registry.blob.Blobs;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.DurableFiles;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The uploads in progress. An upload belongs to its repository: in another one it is unknown. Its
 * bytes outlive a restart, so a client may go on where it was.
 */
@Singleton
public final class Uploads {

  private final DataFolder folder;
  private final Blobs blobs;
  private final long maxBlobBytes;

  /** Those that this process has written to, with their running hashes. */
  private final Map<Path, Upload> open = new ConcurrentHashMap<>();

  @Inject
  Uploads(DataFolder folder, Blobs blobs, RegistryConfig config) {
    this(folder, blobs, config.maxBlobBytes());
  }

  Uploads(DataFolder folder, Blobs blobs, long maxBlobBytes) {
    this.folder = folder;
    this.blobs = blobs;
    this.maxBlobBytes = maxBlobBytes;
  }

  /** Begins an empty upload. */
  public UploadId start(RepositoryName repository) throws IOException {
    UploadId id = UploadId.random();
    Path uploads = folder.repository(repository).uploads();
    DurableFiles.createFolder(uploads);
    Files.createFile(uploads.resolve(id.toString()));
    return id;
  }

  /** How many bytes have come so far. */
  public long size(RepositoryName repository, UploadId id) throws IOException {
    return find(repository, id).size();
  }

  /**
   * Appends a chunk.
   *
   * @return the size afterwards
   * @throws RegistryException when the chunk doesn't begin where the last one ended, is not as long
   *     as it said, or makes the blob too large
   */
  public long append(
      RepositoryName repository, UploadId id, Optional<ChunkRange> range, InputStream body)
      throws IOException {
    Upload upload = find(repository, id);
    synchronized (upload) {
      write(upload, range, body);
      return upload.size();
    }
  }

  /**
   * Appends the last chunk, which may be empty, and makes the upload a blob of the repository.
   *
   * @throws RegistryException when the bytes don't have that digest; the upload is gone then
   */
  public Blob finish(
      RepositoryName repository,
      UploadId id,
      Optional<ChunkRange> range,
      InputStream lastChunk,
      Digest expected)
      throws IOException {
    Upload upload = find(repository, id);
    synchronized (upload) {
      write(upload, range, lastChunk);
      Digest actual = upload.digest();
      if (!actual.equals(expected)) {
        forget(upload);
        throw new RegistryException(
            ErrorCode.DIGEST_INVALID,
            "the content has digest " + actual + ", not " + expected + "; upload it again");
      }
      Blob blob = blobs.add(repository, upload.file(), actual);
      forget(upload);
      return blob;
    }
  }

  /** Drops an upload with its bytes. */
  public void cancel(RepositoryName repository, UploadId id) throws IOException {
    Upload upload = find(repository, id);
    synchronized (upload) {
      forget(upload);
    }
  }

  private void write(Upload upload, Optional<ChunkRange> range, InputStream body)
      throws IOException {
    // Another request may have finished the upload while this one waited for it.
    requireThere(upload.file());
    requireInOrder(range, upload.size());
    try {
      if (range.isPresent()) {
        upload.append(range.get(), body, maxBlobBytes);
      } else {
        upload.append(body, maxBlobBytes);
      }
    } catch (RegistryException e) {
      if (e.isTooLarge()) {
        forget(upload);
      }
      throw e;
    }
  }

  private Upload find(RepositoryName repository, UploadId id) {
    Path file = folder.repository(repository).uploads().resolve(id.toString());
    requireThere(file);
    return open.computeIfAbsent(file, Upload::new);
  }

  private void forget(Upload upload) throws IOException {
    open.remove(upload.file());
    Files.deleteIfExists(upload.file());
  }

  private static void requireThere(Path file) {
    if (!Files.exists(file)) {
      throw UploadId.unknown();
    }
  }

  private static void requireInOrder(Optional<ChunkRange> range, long size) {
    if (range.isPresent() && range.get().first() != size) {
      throw new RegistryException(
          ErrorCode.RANGE_INVALID,
          "chunks come in order: the next one begins at byte "
              + size
              + ", not "
              + range.get().first());
    }
  }
}
