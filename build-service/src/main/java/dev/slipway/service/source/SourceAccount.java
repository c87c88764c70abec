package dev.slipway.service.source;

import dev.slipway.core.git.GitProvider;
import java.util.Optional;
import java.util.UUID;

/**
 * A linked account, as far as a source needs to know it.
 *
 * @param id never changes
 * @param namespace whose repositories it is for
 * @param provider its host's kind
 * @param full whether it reaches private repositories and installs webhooks; else it is for public
 *     ones, whose webhooks people make
 */
public record SourceAccount(UUID id, String namespace, GitProvider provider, boolean full) {

  /** All accounts. */
  public interface Directory {

    /** An account, whatever state it is in. */
    Optional<SourceAccount> find(UUID id);
  }
}
