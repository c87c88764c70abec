package dev.slipway.worker.publish.jib;

import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.BuiltImage.Blob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings blobs to one repository, a few at a time. What is there is not sent, what the registry has
 * in another repository is mounted. The first failure ends all.
 */
final class BlobUpload {

  private static final int AT_ONCE = 4;
  private static final int SHOWN_DIGITS = 12;
  private static final long STOP_SECONDS = 30;

  private final PushSession session;
  private final ImageReference destination;
  private final BuildLog log;

  BlobUpload(PushSession session, ImageReference destination, BuildLog log) {
    this.session = session;
    this.destination = destination;
    this.log = log;
  }

  void run(List<Blob> blobs) throws IOException, InterruptedException {
    if (blobs.isEmpty()) {
      return;
    }
    ExecutorService executor = Executors.newFixedThreadPool(Math.min(AT_ONCE, blobs.size()));
    boolean complete = false;
    try {
      ExecutorCompletionService<Void> uploads = new ExecutorCompletionService<>(executor);
      List<Future<Void>> started = new ArrayList<>();
      for (Blob blob : blobs) {
        started.add(uploads.submit(() -> upload(blob)));
      }
      for (int i = 0; i < started.size(); i++) {
        finish(uploads.take());
      }
      complete = true;
    } finally {
      executor.shutdownNow();
      if (!complete) {
        stop(executor);
      }
    }
  }

  /** Ends connections in use, and waits until no thread holds one any more. */
  private void stop(ExecutorService executor) throws IOException {
    session.close();
    boolean interrupted = Thread.interrupted();
    try {
      if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        log.line("WARNING: an upload to " + destination.registry() + " does not stop");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void finish(Future<Void> upload) throws IOException, InterruptedException {
    try {
      upload.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("an upload failed: " + e.getMessage(), e);
    }
  }

  private @Nullable Void upload(Blob blob) throws IOException, InterruptedException {
    String name = "layer or config " + blob.digest().hex().substring(0, SHOWN_DIGITS);
    String how =
        switch (session.bring(blob, mountSource(blob))) {
          case PRESENT -> "is there";
          case MOUNTED -> "mounted";
          case SENT -> "sent " + size(blob.size());
          case CONTINUED ->
              "sent " + size(blob.size()) + ", continued after the connection had broken";
        };
    log.line("  " + name + ": " + how);
    return null;
  }

  private @Nullable String mountSource(Blob blob) {
    ImageReference origin = blob.origin();
    return origin != null
            && origin.registry().equals(destination.registry())
            && !origin.repository().equals(destination.repository())
        ? origin.repository()
        : null;
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
