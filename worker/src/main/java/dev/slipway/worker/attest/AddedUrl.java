package dev.slipway.worker.attest;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.core.image.Digest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an ADD fetches.
 *
 * @param url as written
 * @param checksum that it must have, null when none is asked for
 */
public record AddedUrl(String url, @Nullable Digest checksum) {

  private static final Pattern REMOTE =
      Pattern.compile("(?:https?|git|ssh)://.*|git@[^:/]+:.*", Pattern.DOTALL);

  /** Those of a plan that hold no variable: what others become is known to the engine only. */
  public static List<AddedUrl> of(BuildPlan plan) {
    return plan.stages().stream()
        .flatMap(stage -> stage.instructions().stream())
        .filter(Copy.class::isInstance)
        .map(Copy.class::cast)
        .filter(Copy::add)
        .flatMap(
            add ->
                add.sources().stream()
                    .filter(source -> REMOTE.matcher(source).matches() && !source.contains("$"))
                    .map(source -> new AddedUrl(source, checksum(add.checksum()))))
        .distinct()
        .toList();
  }

  private static @Nullable Digest checksum(@Nullable String text) {
    return text != null && Digest.isDigest(text) ? new Digest(text) : null;
  }
}
