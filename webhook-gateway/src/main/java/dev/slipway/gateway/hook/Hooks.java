package dev.slipway.gateway.hook;

import dev.slipway.core.git.GitProvider;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The webhooks that exist. */
public interface Hooks {

  /** Whether all webhooks that existed at the start are known. */
  boolean areLoaded();

  /** The webhook of that id, whatever its provider: to tell its owner, never to admit anybody. */
  Optional<Hook> find(String hookId);

  /** The webhook of that id, if it is one of that provider. */
  Optional<Hook> find(GitProvider provider, String hookId);

  /**
   * Completes when every webhook that existed at the time of the call is known, or when that takes
   * too long; it never fails.
   */
  CompletionStage<Void> catchUp();
}
