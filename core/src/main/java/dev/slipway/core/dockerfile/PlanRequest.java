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
 * @param buildPlatform likewise, of the machine that builds
 */
public record PlanRequest(
    @Nullable String target, Map<String, String> buildArgs, String platform, String buildPlatform) {

  private static final Pattern PLATFORM =
      Pattern.compile("[a-z0-9_]+/[A-Za-z0-9_]+(?:/[A-Za-z0-9_.]+)?");

  public PlanRequest {
    buildArgs = Map.copyOf(buildArgs);
    requirePlatform(platform);
    requirePlatform(buildPlatform);
  }

  /** An image for the platform of the machine that builds it. */
  public PlanRequest(@Nullable String target, Map<String, String> buildArgs, String platform) {
    this(target, buildArgs, platform, platform);
  }

  private static void requirePlatform(String text) {
    if (!PLATFORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a platform is os/arch or os/arch/variant, such as linux/amd64, not \"" + text + "\"");
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
