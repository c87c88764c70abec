package dev.slipway.worker.job;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.message.BuildEvent.BaseImageUse;
import dev.slipway.core.message.BuildEvent.Outcome;
import dev.slipway.core.message.BuildEvent.Status;
import dev.slipway.worker.engine.BaseImageListener;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.source.SourceTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  void fetched(SourceTree source) {
    commit = source.commit().value();
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

  void buildsWith(String engineName) {
    engine = engineName;
  }

  void built(BuiltImage image) {
    imageSize = image.size();
  }

  void uploaded(BuiltImage image) {
    digest = image.digest().value();
  }

  void tagged(List<String> references) {
    published.addAll(references);
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
        readme);
  }

  /** Success, with the image's names. */
  Outcome success() {
    return outcome(Status.SUCCESS, "Published " + String.join(", ", published) + ".");
  }
}
