package dev.slipway.service.baseimage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An image that is another one now than the one that a build stands on.
 *
 * @param reference the image with a tag, or the {@code namespace/name} of a linked repository
 * @param parent the linked repository, null for an image
 * @param from the digest that the build stands on; null when there was none yet
 * @param to the digest now
 * @param build the build
 */
public record BaseChange(
    String reference, @Nullable UUID parent, @Nullable String from, String to, UUID build) {

  private static final String HUB = "docker.io/";
  private static final String OFFICIAL = HUB + "library/";
  private static final int SHOWN = "sha256:".length() + 12;

  /** The change for people: {@code alpine:3.20 sha256:<12 digits>… → sha256:<12 digits>…}. */
  public String describe() {
    String before = from == null ? "" : shortened(from) + " ";
    return familiar(reference) + " " + before + "→ " + shortened(to);
  }

  /** As people write it: without what Docker fills in. */
  static String familiar(String reference) {
    if (reference.startsWith(OFFICIAL)) {
      return reference.substring(OFFICIAL.length());
    }
    return reference.startsWith(HUB) ? reference.substring(HUB.length()) : reference;
  }

  private static String shortened(String digest) {
    return digest.length() <= SHOWN ? digest : digest.substring(0, SHOWN) + "…";
  }
}
