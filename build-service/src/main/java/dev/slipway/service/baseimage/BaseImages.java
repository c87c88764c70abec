package dev.slipway.service.baseimage;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.build.Build;
import dev.slipway.service.repository.RepositoryName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What builds used, and what stands on what. Every method works in the caller's transaction. */
public interface BaseImages {

  /** Notes what a build used, in the order in which it was told. */
  void record(UUID buildId, List<UsedImage> used);

  /** What a build used; empty for one that is gone or told nothing. */
  List<UsedImage> usedBy(UUID buildId);

  /** Whether a later build than this one was successful for the same rule and ref. */
  boolean isOvertaken(Build build);

  /**
   * Makes a successful build the one that its rule and ref stand on: what it used takes the place
   * of what the one before used. What links name counts as used as well, with the digest that it
   * had when the build began.
   *
   * @param used what can change
   * @param began when its attempt began
   */
  void standOn(Build build, List<UsedImage> used, Instant began);

  /**
   * Notes that a repository has published something new, for those that are linked to it. Nothing
   * happens when the image is the one that the same rule and ref had before.
   *
   * @param digest what the build published
   */
  void published(Build build, String digest, Instant now);

  /** Sees to it that an image with a tag is watched as long as somebody stands on it. */
  void watch(ImageReference image);

  /** As above, for a repository of this installation: its own builds tell when it changes. */
  void watch(RepositoryName name, UUID repositoryId);

  /** Has images looked at soon, as far as they are watched. */
  void hint(Collection<String> references, Instant now);

  /**
   * Forgets what nobody stands on any more: uses of rules that are gone, images without a use or
   * link.
   */
  void forget();
}
