package dev.slipway.worker.job;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.message.BuildEvent.BaseImageUse;
import dev.slipway.core.message.BuildEvent.Outcome;
import dev.slipway.core.message.BuildEvent.Status;
import dev.slipway.core.message.ImageSummary;
import dev.slipway.worker.engine.BaseImageListener;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.source.SourceTree;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an attempt has found out so far, for an outcome at any point. Used by one thread. */
final class AttemptFacts implements BaseImageListener {

  /** Enough for people; a message may be as large as Git allows. */
  private static final int LONGEST_MESSAGE = 10_000;

  private @Nullable String commit;
  private @Nullable String commitMessage;
  private @Nullable String engine;
  private @Nullable String digest;
  private long imageSize;
  private final List<String> published = new ArrayList<>();
  private final Map<String, BaseImageUse> baseImages = new LinkedHashMap<>();
  private @Nullable String readme;
  private @Nullable String inputs;
  private @Nullable String reusedFrom;
  private @Nullable ImageSummary image;
  private final BuildTrace trace;
  private final Laps laps = Laps.start();
  private double fetching;
  private double building;
  private double publishing;

  AttemptFacts(Instant started) {
    trace = new BuildTrace(started);
  }

  /** What only the provenance tells. */
  BuildTrace trace() {
    return trace;
  }

  /** Every image that was taken from so far. */
  List<BaseImageUse> baseImages() {
    return List.copyOf(baseImages.values());
  }

  /** The commit is there. */
  void fetchedCommit(String sha) {
    commit = sha;
  }

  void fetched(SourceTree source) {
    fetching = laps.lap();
    fetchedCommit(source.commit().value());
    String message = source.message().strip().replace('\0', '\uFFFD');
    commitMessage =
        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
  }

  void hasReadme(@Nullable String text) {
    readme = text;
  }

  /** Each name once: what it stood for when it was first looked at. */
  @Override
  public void used(ImageReference reference, Digest baseDigest) {
    baseImages.putIfAbsent(
        reference.toString(), new BaseImageUse(reference.toString(), baseDigest.value()));
  }

  /** The commit that is built, once it is fetched. */
  String commit() {
    return Objects.requireNonNull(commit, "nothing was fetched yet");
  }

  /** Several engines may build for several platforms. */
  void buildsWith(List<String> engineNames) {
    engine = String.join(", ", new LinkedHashSet<>(engineNames));
  }

  /** What the result depends on. */
  void dependsOn(Digest allInputs) {
    inputs = allInputs.value();
  }

  /** An earlier build's image takes the place of a new one. */
  void reuses(String buildId) {
    reusedFrom = buildId;
  }

  /** Whether the image is an earlier build's. */
  boolean isReused() {
    return reusedFrom != null;
  }

  void built(ImageBundle result) {
    building = laps.lap();
    imageSize = result.size();
  }

  /** At least one destination has it. */
  void uploaded(ImageBundle result) throws IOException {
    digest = result.digest().value();
    image = result.summary();
  }

  void tagged(List<String> references) {
    publishing = laps.lap();
    published.addAll(references);
  }

  /** How long it took to the tags, for people. */
  String durations() {
    return String.format(
        Locale.ROOT,
        "Took %.3f s to fetch, %.3f s to build, %.3f s to publish",
        fetching,
        building,
        publishing);
  }

  Outcome outcome(Status status, String reason) {
    return new Outcome(
        status,
        reason,
        commit,
        commitMessage,
        engine,
        digest,
        imageSize,
        published,
        List.copyOf(baseImages.values()),
        readme,
        inputs,
        reusedFrom,
        image);
  }

  /** Success, with the image's names. */
  Outcome success() {
    String reused = reusedFrom == null ? "" : "Reused the image of build " + reusedFrom + ". ";
    return outcome(Status.SUCCESS, reused + "Published " + String.join(", ", published) + ".");
  }
}
