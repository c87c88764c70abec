package dev.slipway.service.baseimage.hook;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whose events a registry hook takes. */
public enum HookKind {
  /** Docker Hub's webhooks. */
  DOCKER_HUB,
  /**
   * Notifications of the distribution project's registry, which GitLab's and others send as well.
   */
  DISTRIBUTION,
  /** Harbor's webhooks, in its default format or as CloudEvents. */
  HARBOR,
  /** Quay's notification of a repository push. */
  QUAY;

  /** The kind in paths and documents. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether this kind of registry can be told to send an {@code Authorization} header. */
  public boolean sendsHeader() {
    return this == DISTRIBUTION || this == HARBOR;
  }

  /**
   * Reads what {@link #wireName()} writes.
   *
   * @throws IllegalArgumentException naming the kinds there are
   */
  public static HookKind parse(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.wireName().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is one of "
                        + Arrays.stream(values())
                            .map(HookKind::wireName)
                            .collect(Collectors.joining(", "))));
  }
}
