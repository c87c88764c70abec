package dev.slipway.service.notification;

import dev.slipway.service.build.Build;

/** How builds of the same rule and ref ended before. */
public interface EarlierEnds {

  /**
   * Whether the one that ended last, this build aside, failed. Those that were canceled or
   * superseded don't count: they tell nothing of the code.
   */
  boolean failedBefore(Build build);
}
