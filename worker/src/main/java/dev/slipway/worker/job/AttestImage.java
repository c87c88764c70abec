package dev.slipway.worker.job;

import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.worker.attest.Attestor;
import dev.slipway.worker.attest.Provenance;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.config.Manifest;
import dev.slipway.worker.publish.Attachments;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.ImageDestination;
import dev.slipway.worker.publish.Subject;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has SBOM and provenance written while the image is uploaded, and attaches them to it after that.
 * Nothing of it makes a build fail.
 */
final class AttestImage {

  private static final long STOP_SECONDS = 30;

  private final boolean enabled;
  private final Attestor attestor;
  private final Clock clock;

  /**
   * @param enabled the operator's switch
   */
  AttestImage(boolean enabled, Attestor attestor, Clock clock) {
    this.enabled = enabled;
    this.attestor = attestor;
    this.clock = clock;
  }

  /**
   * Starts writing in a thread of its own, unless nobody wants it, or the image was published, and
   * its documents with it, by an earlier build.
   *
   * @param image to stay open until the work is closed
   */
  Work start(ImageBundle image, BuildAssignment assignment, AttemptFacts facts, BuildLog log) {
    if (!enabled || !assignment.attestations() || facts.isReused()) {
      return new Work(null, null, log);
    }
    Provenance provenance =
        attestor.provenance(
            ProvenanceFacts.of(assignment, facts, clock.instant()),
            SecretMask.of(assignment)::mask);
    List<BuiltImage> images = image.parts().stream().map(ImageBundle.Part::image).toList();
    Manifest top = image.top();
    Subject index = image.isIndex() ? Subject.of(top.mediaType(), top.bytes()) : null;
    ExecutorService executor = Executors.newSingleThreadExecutor(AttestImage::daemon);
    Future<List<Attachments>> documents =
        executor.submit(
            () -> attestor.write(images, index, assignment.repositoryName(), provenance, log));
    return new Work(executor, documents, log);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "worker-attest");
    thread.setDaemon(true);
    return thread;
  }

  /** The writing of one image's documents. Usable by several threads at once. */
  final class Work implements AutoCloseable {

    private final @Nullable ExecutorService executor;
    private final @Nullable Future<List<Attachments>> documents;
    private final BuildLog log;

    private Work(
        @Nullable ExecutorService executor,
        @Nullable Future<List<Attachments>> documents,
        BuildLog log) {
      this.executor = executor;
      this.documents = documents;
      this.log = log;
    }

    /** Attaches the documents to the image, which is at the destination. Waits for them. */
    void attachTo(ImageDestination destination) throws InterruptedException {
      if (documents == null) {
        return;
      }
      try {
        List<Attachments> written = documents.get();
        destination.attach(written);
        log.line("attached SBOM and provenance to " + destination.name());
      } catch (ExecutionException e) {
        warn(destination, unexpected(e.getCause()));
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw (InterruptedException) new InterruptedException().initCause(e);
        }
        warn(destination, String.valueOf(e.getMessage()));
      }
    }

    private void warn(ImageDestination destination, String reason) {
      log.line(
          "WARNING: SBOM and provenance are not attached in " + destination.name() + ": " + reason);
    }

    /** What a message of an unexpected kind says is not fit to be shown. */
    private static String unexpected(@Nullable Throwable fault) {
      return "unexpected " + (fault == null ? "fault" : fault.getClass().getSimpleName());
    }

    /** Ends the writing; afterwards nobody reads the images any more. */
    @Override
    public void close() throws InterruptedException {
      if (executor != null) {
        executor.shutdownNow();
        if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
          log.line("WARNING: the reading of layers for the SBOM does not stop");
        }
      }
    }
  }
}
