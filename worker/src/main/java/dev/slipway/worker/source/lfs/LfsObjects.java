package dev.slipway.worker.source.lfs;

import dev.slipway.core.image.Digest;
import dev.slipway.git.SourceException;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.source.StoppableCall;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The contents of one build's LFS files: from the cache, else from the remote, verified. */
final class LfsObjects {

  private final LfsCache cache;
  private final LfsLimits limits;
  private final List<Duration> retryPauses;
  private final BuildLog log;
  private final AtomicLong downloaded = new AtomicLong();

  LfsObjects(LfsCache cache, LfsLimits limits, List<Duration> retryPauses, BuildLog log) {
    this.cache = cache;
    this.limits = limits;
    this.retryPauses = List.copyOf(retryPauses);
    this.log = log;
  }

  /**
   * Opens the content of a pointer. Stops soon after its thread is interrupted.
   *
   * @param path of the file, for messages
   */
  InputStream open(LfsRemote remote, String path, LfsPointer pointer) throws IOException {
    Optional<InputStream> cached = cache.open(pointer.oid());
    if (cached.isPresent()) {
      return cached.get();
    }
    requireAllowed(path, pointer);
    log.line("Fetching the LFS file " + path + " (" + pointer.size() + " bytes)");
    try {
      fetchWithRetries(remote, path, pointer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("stopped").initCause(e);
    }
    return cache
        .open(pointer.oid())
        .orElseThrow(() -> new IOException("The LFS file " + path + " has vanished; try again."));
  }

  private void fetchWithRetries(LfsRemote remote, String path, LfsPointer pointer)
      throws IOException, InterruptedException {
    for (Duration pause : retryPauses) {
      try {
        fetch(remote, path, pointer);
        return;
      } catch (SourceException e) {
        if (!e.worthRetrying()) {
          throw e;
        }
        log.line(e.getMessage() + " Trying again in " + pause.toSeconds() + " s.");
        Thread.sleep(pause.toMillis());
      }
    }
    fetch(remote, path, pointer);
  }

  private void fetch(LfsRemote remote, String path, LfsPointer pointer)
      throws IOException, InterruptedException {
    boolean ignored =
        StoppableCall.run(
            "lfs-" + pointer.oid().hex().substring(0, 12),
            () -> {
              download(remote, path, pointer);
              return true;
            },
            remote::close);
  }

  private void requireAllowed(String path, LfsPointer pointer) throws SourceException {
    if (pointer.size() > limits.file()) {
      throw SourceException.lasting(
          "The LFS file "
              + path
              + " has "
              + pointer.size()
              + " bytes, more than the "
              + limits.file()
              + " that one may have; an operator can raise slipway.worker.lfs.largest-file.",
          null);
    }
    if (downloaded.addAndGet(pointer.size()) > limits.build()) {
      throw SourceException.lasting(
          "With the LFS file "
              + path
              + " the build would download more than the "
              + limits.build()
              + " bytes of LFS files that it may; an operator can raise"
              + " slipway.worker.lfs.largest-build.",
          null);
    }
  }

  private void download(LfsRemote remote, String path, LfsPointer pointer) throws IOException {
    Path partial = cache.partial();
    try {
      MessageDigest hash = Digest.sha256();
      try (OutputStream out =
          new DigestOutputStream(new Bounded(Files.newOutputStream(partial), pointer), hash)) {
        remote.download(path, pointer, out);
      }
      boolean genuine =
          Files.size(partial) == pointer.size()
              && Digest.ofHash(hash.digest()).equals(pointer.oid());
      if (!genuine) {
        throw SourceException.lasting(
            "The LFS file "
                + path
                + " that the server sent is not the one that its pointer names: size or SHA-256"
                + " differ; push it again with git lfs push --all.",
            null);
      }
      cache.keep(partial, pointer.oid());
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** Takes no more than one byte too many, however much a server sends. */
  private static final class Bounded extends FilterOutputStream {

    private long left;

    Bounded(OutputStream out, LfsPointer pointer) {
      super(out);
      this.left = pointer.size() + 1;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int taken = (int) Math.min(length, left);
      left -= taken;
      out.write(bytes, offset, taken);
    }
  }
}
