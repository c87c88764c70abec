package dev.slipway.service.host;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.Actor;
import dev.slipway.service.account.Token;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks a Git host's user for consent. */
@ApplicationScoped
public class StartAuthorization {

  private final Access access;
  private final GitHosts hosts;
  private final HostProviders providers;
  private final AuthorizationStore authorizations;
  private final GitHostsConfig config;
  private final Clock clock;

  StartAuthorization(
      Access access,
      GitHosts hosts,
      HostProviders providers,
      AuthorizationStore authorizations,
      GitHostsConfig config,
      Clock clock) {
    this.access = access;
    this.hosts = hosts;
    this.providers = providers;
    this.authorizations = authorizations;
    this.config = config;
    this.clock = clock;
  }

  /**
   * What to ask for.
   *
   * @param namespace whose account it is to be
   * @param host the host's id
   * @param returnTo null for a page that says what happened
   */
  public record Wish(
      String namespace, String host, LinkedAccount.Mode mode, @Nullable ReturnPath returnTo) {}

  /**
   * Begins.
   *
   * @param session the browser's; null when a token makes the request
   * @return where to send the browser
   * @throws dev.slipway.service.access.ForbiddenActionException when the namespace is not the
   *     actor's to manage
   * @throws InvalidInputException when there is no such host, or it has no OAuth
   */
  public URI start(Wish wish, @Nullable SessionMark session) {
    access.namespace(wish.namespace(), Action.MANAGE_NAMESPACE);
    GitHost host = LinkableHosts.required(hosts, providers, wish.host());
    OAuthClient.Application application = host.oauth().orElseThrow(() -> notSetUp(host));
    String state = Token.create();
    String verifier = Token.create();
    Instant now = clock.instant();
    authorizations.add(
        Token.hash(state),
        new PendingAuthorization(
            UUID.randomUUID(),
            host.id(),
            wish.namespace(),
            wish.mode(),
            ((Actor.User) access.actor()).id(),
            session,
            verifier,
            wish.returnTo(),
            now.plus(config.authorizationLifetime()),
            false),
        now);
    OAuthClient.Consent consent =
        new OAuthClient.Consent(
            state, hosts.callbackUrl(host), verifier, wish.mode() == LinkedAccount.Mode.FULL);
    return providers.oauth(host.provider()).authorizationUrl(application, consent);
  }

  private InvalidInputException notSetUp(GitHost host) {
    return new InvalidInputException(
        "host",
        "OAuth is not set up for \""
            + host.id()
            + "\": its operator registers an OAuth application at "
            + host.displayName()
            + " with callback URL "
            + hosts.callbackUrl(host)
            + " and sets slipway.git-hosts."
            + host.id()
            + ".client-id and client-secret; or link the account by a token");
  }
}
