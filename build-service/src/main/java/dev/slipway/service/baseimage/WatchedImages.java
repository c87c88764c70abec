package dev.slipway.service.baseimage;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.baseimage.ImageRegistry.Answer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The images to look at, one entry each whoever stands on them. Several services may take from it
 * at once; the limits for each registry hold for all together. Every method is a transaction of its
 * own.
 */
public interface WatchedImages {

  /**
   * Takes images that are due, as far as the limits of their registries allow, for the caller alone
   * to look at until its claim is over.
   */
  List<Claim> claim(Instant now, int limit);

  /**
   * Notes what came of a look; nothing when the claim was over and somebody else has the image.
   *
   * @param next when to look again, unless a hint came meanwhile
   */
  void looked(Claim claim, Answer answer, Instant now, Instant next);

  /** Leaves a registry alone until a time; a later time that was noted before stays. */
  void pause(String registry, Instant until);

  /** Repositories that stand on an image and follow it, the longest-standing first. */
  List<UUID> followers(String reference, int limit);

  /**
   * The right to look at an image.
   *
   * @param image with a tag
   * @param since when it was taken; tells this claim from a later one
   * @param failures how many looks in a row have failed before
   * @param lastDigest what it stood for last, null before the first successful look
   */
  record Claim(ImageReference image, Instant since, int failures, @Nullable String lastDigest) {}
}
