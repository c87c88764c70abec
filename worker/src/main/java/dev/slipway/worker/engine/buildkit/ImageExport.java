package dev.slipway.worker.engine.buildkit;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.publish.BaseImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One image on its way from the engine to the worker. The engine pushes it as to a registry, to
 * which base layers are known already: it sends only what is new, and compresses nothing else.
 */
final class ImageExport {

  private final String user;
  private final String password;
  private final String repository;
  private final ExportedBlobs blobs;
  private final @Nullable BaseImage base;
  private final Map<String, ExportedBlobs.Upload> uploads = new ConcurrentHashMap<>();
  private final Map<Digest, ExportedBlobs.Upload> received = new ConcurrentHashMap<>();
  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  private volatile boolean reached;
  private volatile String last = "";

  /**
   * @param user names the export
   * @param password proves that it is the engine's, on this worker's behalf
   * @param repository path of the repository that may be pushed to
   * @param base whose layers need not be sent, null without
   */
  ImageExport(
      String user,
      String password,
      String repository,
      ExportedBlobs blobs,
      @Nullable BaseImage base) {
    this.user = user;
    this.password = password;
    this.repository = repository;
    this.blobs = blobs;
    this.base = base;
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  String repository() {
    return repository;
  }

  ExportedBlobs blobs() {
    return blobs;
  }

  @Nullable BaseImage base() {
    return base;
  }

  boolean isPassword(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
  }

  /** The engine has found its way here. */
  void reach() {
    reached = true;
  }

  boolean reached() {
    return reached;
  }

  /** The size of a blob that need not be sent. */
  OptionalLong known(Digest digest) throws IOException {
    if (base != null) {
      for (BaseImage.Layer layer : base.layers()) {
        if (layer.digest().equals(digest)) {
          return OptionalLong.of(layer.size());
        }
      }
    }
    ExportedBlobs.Upload sent = received.get(digest);
    return sent == null ? blobs.size(digest) : OptionalLong.of(sent.size());
  }

  void start(String upload) throws IOException {
    uploads.put(upload, blobs.start());
  }

  Optional<ExportedBlobs.Upload> upload(String upload) {
    return Optional.ofNullable(uploads.get(upload));
  }

  /**
   * Ends an upload.
   *
   * @return whether it was what it is said to be; else it is gone
   */
  boolean finish(String upload, Digest expected) throws IOException {
    ExportedBlobs.Upload blob = uploads.remove(upload);
    if (blob != null && blob.finish(expected)) {
      received.put(expected, blob);
      return true;
    }
    if (blob != null) {
      blob.discard();
    }
    return false;
  }

  /**
   * The image's configuration. It is in memory only: there may be secrets in it.
   *
   * @throws IOException when it was not sent
   */
  byte[] configuration(Digest digest) throws IOException {
    ExportedBlobs.Upload blob = received.get(digest);
    if (blob == null) {
      throw new IOException("The Docker engine has sent no configuration " + digest);
    }
    return blob.read();
  }

  /** Keeps a layer for later builds, if it came with this one. */
  void keep(Digest layer) throws IOException {
    ExportedBlobs.Upload blob = received.remove(layer);
    if (blob != null) {
      blob.keep(layer);
    }
  }

  /** Takes a manifest; the last one is the image's. */
  Digest manifest(byte[] bytes) {
    Digest digest = Digest.of(bytes);
    manifests.put(digest.value(), bytes);
    last = digest.value();
    return digest;
  }

  /** The manifest, or index, that came last; null when none came. */
  byte @Nullable [] lastManifest() {
    return manifests.get(last);
  }

  byte @Nullable [] manifest(Digest digest) {
    return manifests.get(digest.value());
  }

  /** Removes what came in half, and what is not kept. */
  void discard() throws IOException {
    for (ExportedBlobs.Upload upload : uploads.values()) {
      upload.discard();
    }
    for (ExportedBlobs.Upload blob : received.values()) {
      blob.discard();
    }
  }
}
