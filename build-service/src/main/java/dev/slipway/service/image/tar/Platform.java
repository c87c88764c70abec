package dev.slipway.service.image.tar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * For what an image is.
 *
 * @param os such as {@code linux}
 * @param architecture such as {@code arm64}
 * @param variant such as {@code v8}, null when it isn't told
 */
public record Platform(String os, String architecture, @Nullable String variant) {

  static final Platform USUAL = new Platform("linux", "amd64", null);

  private static final int LONGEST = 100;
  private static final Pattern FORMAT =
      Pattern.compile("([a-z0-9_.-]+)/([a-z0-9_.-]+)(?:/([a-z0-9_.-]+))?");

  /**
   * Reads {@code os/arch[/variant]}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Platform parse(String text) {
    Matcher parts = FORMAT.matcher(text);
    if (text.length() > LONGEST || !parts.matches()) {
      throw new IllegalArgumentException("must be os/arch or os/arch/variant, like linux/amd64");
    }
    return new Platform(parts.group(1), parts.group(2), parts.group(3));
  }

  /** From a descriptor's {@code platform} or an image configuration. */
  static Platform read(JsonNode node) {
    String variant = node.path("variant").asText("");
    return new Platform(
        node.path("os").asText("unknown"),
        node.path("architecture").asText("unknown"),
        variant.isEmpty() ? null : variant);
  }

  /** Whether somebody who asks for this may get that; variants count where both tell them. */
  boolean takes(Platform other) {
    return os.equals(other.os)
        && architecture.equals(other.architecture)
        && (variant == null || other.variant == null || variant.equals(other.variant));
  }

  /** Whether it is one; what isn't an image stands in indexes as {@code unknown/unknown}. */
  boolean isKnown() {
    return !os.equals("unknown");
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}
