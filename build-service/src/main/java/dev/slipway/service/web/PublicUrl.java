package dev.slipway.service.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * The URL under which people and Git hosts reach this installation ({@code SLIPWAY_PUBLIC_URL}).
 */
@ApplicationScoped
public class PublicUrl {

  private static final String DEFAULT = "http://127.0.0.1:8080";

  private final String base;

  @Inject
  PublicUrl(WebConfig config) {
    this(config.publicUrl().orElse(DEFAULT));
  }

  PublicUrl(String base) {
    if (!base.startsWith("http://") && !base.startsWith("https://")) {
      throw new IllegalArgumentException(
          "SLIPWAY_PUBLIC_URL must start with http:// or https://, not \"" + base + "\"");
    }
    this.base = base.replaceFirst("/+$", "");
  }

  /**
   * The full URL of a path.
   *
   * @param path starts with a slash
   */
  public String resolve(String path) {
    return base + path;
  }

  /** Whether browsers come over TLS, so that cookies may be bound to it. */
  public boolean isSecure() {
    return base.startsWith("https://");
  }
}
