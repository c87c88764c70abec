package dev.slipway.service.repository;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.source.SourceWish;
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
 * @param options everything less common
 */
public record RepositoryDraft(
    RepositoryName name,
    Repository.Visibility visibility,
    String description,
    GitProvider provider,
    GitUrl cloneUrl,
    SourceCredentials credentials,
    List<DestinationDraft> destinations,
    List<BuildRule> rules,
    RepositoryOptions options) {

  /** One of a plain source, with the default of everything less common. */
  public RepositoryDraft(
      RepositoryName name,
      Repository.Visibility visibility,
      String description,
      GitProvider provider,
      GitUrl cloneUrl,
      SourceCredentials credentials,
      List<DestinationDraft> destinations,
      List<BuildRule> rules) {
    this(
        name,
        visibility,
        description,
        provider,
        cloneUrl,
        credentials,
        destinations,
        rules,
        RepositoryOptions.DEFAULTS);
  }

  /** The same repository of a source that was found, with nothing but its account to read it. */
  public RepositoryDraft from(SourceWish.Resolved source) {
    return new RepositoryDraft(
        name,
        visibility,
        description,
        source.provider(),
        source.cloneUrl(),
        SourceCredentials.NONE,
        destinations,
        rules,
        new RepositoryOptions(
            source.account(),
            source.defaultBranch(),
            options.deployKey(),
            options.submodules(),
            options.lfs(),
            options.fullDescription(),
            options.fullDescriptionSync(),
            options.commitStatuses(),
            options.attestations()));
  }

  public RepositoryDraft {
    destinations = List.copyOf(destinations);
    rules = List.copyOf(rules);
  }
}
