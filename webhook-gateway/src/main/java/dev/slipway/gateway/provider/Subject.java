package dev.slipway.gateway.provider;

import dev.slipway.core.git.GitUrl;

/** The repository that a push is about, in the words of its host. */
public interface Subject {

  /** Whether that is the repository cloned from there. */
  boolean isClonedFrom(GitUrl cloneUrl);
}
