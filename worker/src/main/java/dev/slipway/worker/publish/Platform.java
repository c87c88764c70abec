package dev.slipway.worker.publish;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an image runs on, in the words of the OCI image index (GOOS, GOARCH and the ARM variants).
 *
 * @param os such as linux
 * @param architecture such as amd64
 * @param variant such as v7; null means the architecture's usual one
 */
public record Platform(String os, String architecture, @Nullable String variant) {

  /** The platform that builds are for unless they say another: Linux on this machine's kind. */
  public static Platform ofThisMachine() {
    return new Platform("linux", architecture(System.getProperty("os.arch", "")), null);
  }

  /**
   * Reads {@code os/architecture[/variant]}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Platform parse(String text) {
    List<String> parts = List.of(text.toLowerCase(Locale.ROOT).split("/", -1));
    if (parts.size() < 2 || parts.size() > 3 || parts.contains("")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no platform; write it like linux/amd64 or linux/arm/v7");
    }
    return new Platform(
        parts.get(0), architecture(parts.get(1)), parts.size() == 3 ? parts.get(2) : null);
  }

  /** Whether both run the same programs: a variant that is left out is the usual one. */
  public boolean isSameAs(Platform other) {
    return os.equals(other.os)
        && architecture.equals(other.architecture)
        && acceptsVariant(other.variant);
  }

  /** Whether an image with this variant in its configuration suits this platform. */
  public boolean acceptsVariant(@Nullable String offered) {
    return usualVariant(variant).equals(usualVariant(offered));
  }

  private String usualVariant(@Nullable String of) {
    if (of != null) {
      return of;
    }
    return switch (architecture) {
      case "arm64" -> "v8";
      case "arm" -> "v7";
      case "amd64" -> "v1";
      default -> "";
    };
  }

  private static String architecture(String name) {
    return switch (name) {
      case "x86_64", "x86-64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}
