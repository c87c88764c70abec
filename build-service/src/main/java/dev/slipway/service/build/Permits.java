package dev.slipway.service.build;

import dev.slipway.core.image.Digest;
import java.time.Instant;
import java.util.List;

/** Which build was last allowed to write which tag, for each ref. */
public interface Permits {

  /** The permits on any of a build's tags that other builds of its ref hold. */
  List<Held> heldByOthers(Build build);

  /** Notes that a build may write its tags. */
  void grant(Build build, Digest digest, Instant now);

  /**
   * A permit that another build holds.
   *
   * @param tag the image's tag
   * @param sequence the holder's
   * @param writing whether the holder may write it right now
   */
  record Held(String tag, long sequence, boolean writing) {}
}
