package dev.slipway.core.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a worker has to tell of a running attempt. Exactly one of {@code log} and {@code
 * outcome} is set. Published on {@link Topics#BUILD_EVENTS}.
 *
 * @param buildId the build, a UUID
 * @param attempt the attempt that speaks; events of older attempts change nothing but the log
 * @param sequence counts from 0 within the attempt, without gaps
 * @param at when it happened
 * @param log log text, whole lines, at most 64 KiB, secrets already masked
 * @param outcome how the attempt ended
 */
public record BuildEvent(
    String buildId,
    int attempt,
    long sequence,
    Instant at,
    @Nullable String log,
    @Nullable Outcome outcome) {

  public BuildEvent {
    if ((log == null) == (outcome == null)) {
      throw new IllegalArgumentException("an event is either log text or an outcome");
    }
  }

  public static BuildEvent log(String buildId, int attempt, long sequence, Instant at, String log) {
    return new BuildEvent(buildId, attempt, sequence, at, log, null);
  }

  public static BuildEvent ended(
      String buildId, int attempt, long sequence, Instant at, Outcome outcome) {
    return new BuildEvent(buildId, attempt, sequence, at, null, outcome);
  }

  /** How an attempt ended. */
  public enum Status {
    /** Image and tags are in every registry. */
    SUCCESS,
    /** The repository's fault: Dockerfile, context, missing files, a RUN that failed. */
    FAILED,
    /** Ours or the infrastructure's fault: Git host, registry, worker. */
    ERROR,
    /** Somebody stopped it. */
    CANCELED,
    /** It ran longer than allowed. */
    TIMED_OUT,
    /** A newer commit of the same ref took its place. */
    SUPERSEDED
  }

  /**
   * @param status how it ended
   * @param reason what happened, where, and what to do; one paragraph for people
   * @param commit the commit that was built, null when the source could not be fetched
   * @param commitMessage its message, null likewise
   * @param engine the engine that built, null when none came to it
   * @param digest the image's digest, null unless it was pushed
   * @param imageSize bytes of config and compressed layers, 0 unless built
   * @param published full references that were written, such as {@code host:port/ns/name:tag}
   * @param baseImages every image that the build took something from, as far as it came
   * @param readme the commit's README as it stands in the repository, null when it has none or it
   *     wasn't asked for
   * @param inputs digest of all that determined the result, for reuse; null when it has none
   * @param reusedFrom the build whose image was tagged instead of building, null when it was built
   * @param image what the image consists of, null unless it was pushed
   */
  public record Outcome(
      Status status,
      String reason,
      @Nullable String commit,
      @Nullable String commitMessage,
      @Nullable String engine,
      @Nullable String digest,
      long imageSize,
      List<String> published,
      List<BaseImageUse> baseImages,
      @Nullable String readme,
      @Nullable String inputs,
      @Nullable String reusedFrom,
      @Nullable ImageSummary image) {

    /** An outcome without an image of its own. */
    public Outcome(
        Status status,
        String reason,
        @Nullable String commit,
        @Nullable String commitMessage,
        @Nullable String engine,
        @Nullable String digest,
        long imageSize,
        List<String> published,
        List<BaseImageUse> baseImages,
        @Nullable String readme) {
      this(
          status,
          reason,
          commit,
          commitMessage,
          engine,
          digest,
          imageSize,
          published,
          baseImages,
          readme,
          null,
          null,
          null);
    }

    public Outcome {
      published = List.copyOf(published);
      // Messages that an older version published don't have it.
      baseImages = baseImages == null ? List.of() : List.copyOf(baseImages);
    }

    /** The same with other words. */
    public Outcome withReason(String words) {
      return new Outcome(
          status,
          words,
          commit,
          commitMessage,
          engine,
          digest,
          imageSize,
          published,
          baseImages,
          readme,
          inputs,
          reusedFrom,
          image);
    }
  }

  /**
   * An image that a build took something from: by FROM or by COPY --from, in any stage it needed.
   *
   * @param reference as the Dockerfile has it after expansion, normalised, such as {@code
   *     docker.io/library/alpine:3.20}
   * @param digest of the manifest or index that it stood for
   */
  public record BaseImageUse(String reference, String digest) {}
}
