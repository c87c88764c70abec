package dev.slipway.core.dockerfile;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a Dockerfile.
 *
 * @param target name or index of the stage to build, null for the last
 * @param buildArgs values for ARGs by name; they may be secret and never appear in messages
 * @param platform {@code os/arch[/variant]} of the image, such as {@code linux/amd64}
 */
public record PlanRequest(@Nullable String target, Map<String, String> buildArgs, String platform) {

  private static final Pattern PLATFORM =
      Pattern.compile("[a-z0-9_]+/[A-Za-z0-9_]+(?:/[A-Za-z0-9_.]+)?");

  public PlanRequest {
    buildArgs = Map.copyOf(buildArgs);
    if (!PLATFORM.matcher(platform).matches()) {
      throw new IllegalArgumentException(
          "a platform is os/arch or os/arch/variant, such as linux/amd64, not \""
              + platform
              + "\"");
    }
  }

  /** The last stage for {@code linux/amd64} without build arguments. */
  public static PlanRequest ofLastStage() {
    return new PlanRequest(null, Map.of(), "linux/amd64");
  }

  @Override
  public String toString() {
    return "PlanRequest[target="
        + target
        + ", buildArgs="
        + buildArgs.keySet()
        + ", platform="
        + platform
        + "]";
  }
}
