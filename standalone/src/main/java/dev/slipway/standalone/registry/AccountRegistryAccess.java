package dev.slipway.standalone.registry;

import dev.slipway.registry.access.Credentials;
import dev.slipway.registry.access.PullRights;
import dev.slipway.registry.access.RegistryAccess;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.Actor;
import dev.slipway.service.account.Authenticator;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.RepositoryName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Gives the registry's callers the rights that the build-service's policy gives the same people: an
 * image may be pulled by whoever may see its repository. People sign in with a token as password;
 * the user name doesn't matter. A worker's token is no way in: its pushes carry tokens of their
 * own.
 */
@ApplicationScoped
class AccountRegistryAccess implements RegistryAccess {

  private final Authenticator authenticator;
  private final Access access;
  private final Repositories repositories;

  AccountRegistryAccess(Authenticator authenticator, Access access, Repositories repositories) {
    this.authenticator = authenticator;
    this.access = access;
    this.repositories = repositories;
  }

  @Override
  public PullRights anonymous() {
    return rights(new Actor.Anonymous());
  }

  @Override
  public Optional<PullRights> signIn(Credentials credentials) {
    return authenticator
        .authenticateToken(credentials.secret())
        .filter(Actor.User.class::isInstance)
        .map(this::rights);
  }

  private PullRights rights(Actor actor) {
    return path ->
        name(path)
            .flatMap(repositories::byName)
            .filter(repository -> access.allows(actor, repository, Action.READ_REPOSITORY))
            .isPresent();
  }

  /** Registry paths of another form than a repository's name are nobody's. */
  private static Optional<RepositoryName> name(String path) {
    try {
      return Optional.of(RepositoryName.parse(path));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
