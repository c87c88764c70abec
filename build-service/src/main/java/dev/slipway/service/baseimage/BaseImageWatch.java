package dev.slipway.service.baseimage;

import java.util.UUID;

/**
 * Whether a repository is rebuilt when the base images of its builds change. It is, unless somebody
 * switched it off; links are followed anyway. Every method works in the caller's transaction.
 */
public interface BaseImageWatch {

  /** Whether it is switched on; false as well for a repository that is gone. */
  boolean isOn(UUID repositoryId);

  void set(UUID repositoryId, boolean on);
}
