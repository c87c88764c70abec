package dev.slipway.registry.access;

import dev.slipway.core.secret.RegistryToken;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RepositoryName;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place where a request's credentials become rights. */
@Singleton
public final class Gate {

  private static final Optional<String> BUILD_USER = Optional.of(RegistryToken.USERNAME);

  private final BuildTokens tokens;
  private final RegistryAccess access;

  @Inject
  Gate(BuildTokens tokens, RegistryAccess access) {
    this.tokens = tokens;
    this.access = access;
  }

  /**
   * Says who calls.
   *
   * @param authorization the header's value; null for an anonymous caller
   * @throws RegistryException when there are credentials, but not good ones
   */
  public Caller identify(@Nullable String authorization) {
    if (authorization == null) {
      return anonymous();
    }
    Credentials credentials =
        Authorization.parse(authorization)
            .orElseThrow(() -> Caller.challenge("sign in with a user name and a password"));
    return credentials.areNone() ? anonymous() : signIn(credentials);
  }

  /** The named repository, if the caller may pull from it. */
  public RepositoryName pull(@Nullable String authorization, String name) {
    RepositoryName repository = new RepositoryName(name);
    identify(authorization).requirePull(repository);
    return repository;
  }

  /** The named repository, if the caller may push to it and delete from it. */
  public RepositoryName write(@Nullable String authorization, String name) {
    RepositoryName repository = new RepositoryName(name);
    identify(authorization).requireWrite(repository);
    return repository;
  }

  private Caller signIn(Credentials credentials) {
    return build(credentials)
        .or(() -> person(credentials))
        .orElseThrow(() -> Caller.challenge("unknown user, wrong password, or the token is over"));
  }

  private Caller anonymous() {
    return new Caller.Anonymous(access.anonymous());
  }

  private Optional<Caller> build(Credentials credentials) {
    boolean forBuilds =
        credentials.username().isEmpty() || credentials.username().equals(BUILD_USER);
    return forBuilds ? tokens.verify(credentials.secret()).map(this::build) : Optional.empty();
  }

  private Caller build(RegistryToken token) {
    return new Caller.Build(new RepositoryName(token.repository()), access.anonymous());
  }

  /** The builds' user name is never a person's. */
  private Optional<Caller> person(Credentials credentials) {
    return credentials.username().equals(BUILD_USER)
        ? Optional.empty()
        : access.signIn(credentials).map(Caller.Person::new);
  }
}
