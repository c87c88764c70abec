package dev.slipway.service.repository;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.rule.BuildRule;
import java.util.List;

/**
 * A repository as its owner wants it, every part of it valid by itself.
 *
 * @param name {@code namespace/name}
 * @param visibility who may see it
 * @param description one paragraph at most, may be empty
 * @param provider the Git host's kind
 * @param cloneUrl where the code is
 * @param credentials how to get at it
 * @param destinations where images go; empty means the embedded registry
 * @param rules in their order
 */
public record RepositoryDraft(
    RepositoryName name,
    Repository.Visibility visibility,
    String description,
    GitProvider provider,
    GitUrl cloneUrl,
    SourceCredentials credentials,
    List<DestinationDraft> destinations,
    List<BuildRule> rules) {

  public RepositoryDraft {
    destinations = List.copyOf(destinations);
    rules = List.copyOf(rules);
  }
}
