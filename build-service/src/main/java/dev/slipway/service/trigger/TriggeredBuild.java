package dev.slipway.service.trigger;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.core.git.RefType;
import dev.slipway.service.build.Admission;
import dev.slipway.service.selection.BuildSelected.Made;
import java.util.Objects;
import java.util.UUID;

/**
 * A build in the answer to a call, in Docker Hub's words.
 *
 * @param sourceType {@code Branch} or {@code Tag}
 * @param sourceName the ref's short name
 * @param evaluatedTagName the image's tags, joined by commas
 * @param buildCode the build's id
 * @param msg what became of the wish
 * @param queuedForRetry always false: a build that can't start yet waits in the queue
 */
public record TriggeredBuild(
    @JsonProperty("source_type") String sourceType,
    @JsonProperty("source_name") String sourceName,
    @JsonProperty("evaluated_tag_name") String evaluatedTagName,
    @JsonProperty("build_code") UUID buildCode,
    String msg,
    @JsonProperty("queued_for_retry") boolean queuedForRetry) {

  static TriggeredBuild of(Made made) {
    String tags = String.join(",", made.tags());
    boolean isNew = made.admission().decision() == Admission.Decision.ADMITTED;
    return new TriggeredBuild(
        made.ref().type() == RefType.BRANCH ? "Branch" : "Tag",
        made.ref().name(),
        tags,
        Objects.requireNonNull(made.admission().buildId(), "a wish by hand is never refused"),
        isNew
            ? "Build submitted"
            : "A build for tag " + tags + " is already pending. Ignoring request.",
        false);
  }
}
