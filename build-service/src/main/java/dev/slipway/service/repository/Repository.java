package dev.slipway.service.repository;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.rule.BuildRule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A repository with its configuration, without any secret.
 *
 * @param id never changes
 * @param name {@code namespace/name}
 * @param visibility who may see it
 * @param description short, may be empty
 * @param provider the Git host's kind
 * @param cloneUrl where the code is
 * @param defaultBranch as far as known, else null
 * @param destinations where images go, at least one: without a configured one, the embedded
 *     registry
 * @param rules in their order
 * @param createdAt when it was made
 */
public record Repository(
    UUID id,
    RepositoryName name,
    Visibility visibility,
    String description,
    GitProvider provider,
    GitUrl cloneUrl,
    @Nullable String defaultBranch,
    List<Destination> destinations,
    List<BuildRule> rules,
    Instant createdAt) {

  public Repository {
    destinations = List.copyOf(destinations);
    rules = List.copyOf(rules);
  }

  /** Who may see a repository. */
  public enum Visibility {
    PUBLIC,
    PRIVATE
  }

  /**
   * @param image the image without a tag
   * @param username null for the embedded registry and for anonymous ones
   * @param insecure whether it is spoken to over plain HTTP
   */
  public record Destination(String image, @Nullable String username, boolean insecure) {

    /** One over TLS. */
    public Destination(String image, @Nullable String username) {
      this(image, username, false);
    }
  }
}
