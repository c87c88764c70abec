package dev.slipway.service.host;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.Actor;
import dev.slipway.service.account.Token;
import dev.slipway.service.host.LinkFailedException.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a browser back from a Git host. Whatever the outcome, the state is used up by then, unless
 * somebody else shows it than who began: so nothing is linked twice or to a stranger.
 */
@ApplicationScoped
public class FinishAuthorization {

  private static final String AGAIN = "; begin linking again";

  private final Access access;
  private final GitHosts hosts;
  private final HostProviders providers;
  private final AuthorizationStore authorizations;
  private final LinkAccount link;
  private final Clock clock;

  FinishAuthorization(
      Access access,
      GitHosts hosts,
      HostProviders providers,
      AuthorizationStore authorizations,
      LinkAccount link,
      Clock clock) {
    this.access = access;
    this.hosts = hosts;
    this.providers = providers;
    this.authorizations = authorizations;
    this.link = link;
    this.clock = clock;
  }

  /**
   * What the browser came back with (RFC 6749, sections 4.1.2 and 4.1.2.1).
   *
   * @param host of the callback's path
   * @param session the browser's; null when a token makes the request
   */
  public record Return(
      String host,
      @Nullable String state,
      @Nullable String code,
      @Nullable String error,
      @Nullable SessionMark session) {

    @Override
    public String toString() {
      return "Return[" + host + "]";
    }
  }

  /**
   * @param account that was linked
   * @param returnTo where the person wanted to go, if anywhere
   */
  public record Finished(LinkedAccount account, Optional<ReturnPath> returnTo) {}

  /**
   * Links the account.
   *
   * @throws LinkFailedException when that didn't work
   */
  public Finished finish(Return back) {
    PendingAuthorization pending = taken(back);
    ReturnPath returnTo = pending.returnTo();
    access.namespace(pending.namespace(), Action.MANAGE_NAMESPACE);
    GitHost host = hosts.find(pending.host()).orElseThrow(() -> unknown(back.host()));
    String code = granted(back, host, returnTo);
    OAuthClient.Application application =
        host.oauth().orElseThrow(() -> unknown(host.displayName()));
    OAuthClient.Grant grant = exchange(pending, host, application, code);
    LinkedAccount account = link.byGrant(pending, host, application, grant).account();
    return new Finished(account, Optional.ofNullable(returnTo));
  }

  private OAuthClient.Grant exchange(
      PendingAuthorization pending,
      GitHost host,
      OAuthClient.Application application,
      String code) {
    OAuthClient.Consent consent =
        new OAuthClient.Consent(
            "",
            hosts.callbackUrl(host),
            pending.codeVerifier(),
            pending.mode() == LinkedAccount.Mode.FULL);
    try {
      return providers.oauth(host.provider()).exchange(application, consent, code);
    } catch (GitHostException e) {
      throw new LinkFailedException(
          e.isPassing() ? Reason.UNAVAILABLE : Reason.REFUSED,
          "Nothing was linked: " + e.getMessage(),
          pending.returnTo(),
          e);
    }
  }

  /** Finds what the state belongs to, and uses it up. */
  private PendingAuthorization taken(Return back) {
    String state = back.state() == null ? "" : back.state();
    PendingAuthorization pending =
        authorizations
            .find(Token.hash(state))
            .filter(found -> found.host().equals(back.host()))
            .orElseThrow(() -> unknown(back.host()));
    if (!mayEnd(pending, back)) {
      throw new LinkFailedException(
          Reason.STATE,
          "Nothing was linked: this was begun by another sign-in; begin linking in this browser",
          null,
          null);
    }
    if (pending.expiresAt().isBefore(clock.instant())) {
      throw failed(pending, "this was begun too long ago" + AGAIN);
    }
    if (pending.used() || !authorizations.use(pending.id(), clock.instant())) {
      throw failed(pending, "this answer of the Git host was used already" + AGAIN);
    }
    return pending;
  }

  private boolean mayEnd(PendingAuthorization pending, Return back) {
    boolean sameUser =
        access.actor() instanceof Actor.User user && user.id().equals(pending.user());
    return sameUser && (pending.session() == null || pending.session().equals(back.session()));
  }

  private static String granted(Return back, GitHost host, @Nullable ReturnPath returnTo) {
    String error = back.error();
    if ("access_denied".equals(error)) {
      throw new LinkFailedException(
          Reason.DECLINED,
          "Nothing was linked: access was declined at " + host.displayName(),
          returnTo,
          null);
    }
    if (error != null) {
      boolean passing = error.equals("server_error") || error.equals("temporarily_unavailable");
      throw new LinkFailedException(
          passing ? Reason.UNAVAILABLE : Reason.REFUSED,
          "Nothing was linked: "
              + host.displayName()
              + " says \""
              + word(error)
              + "\"; "
              + (passing
                  ? "try again later"
                  : "the operator has to check client-id and the registered callback URL"),
          returnTo,
          null);
    }
    if (back.code() == null || back.code().isBlank()) {
      throw new LinkFailedException(
          Reason.REFUSED,
          "Nothing was linked: " + host.displayName() + " sent no code" + AGAIN,
          returnTo,
          null);
    }
    return back.code();
  }

  /** Error codes are words; anything else comes from somewhere else. */
  private static String word(String error) {
    return error.matches("[A-Za-z0-9_.-]{1,60}") ? error : "an error";
  }

  private static LinkFailedException failed(PendingAuthorization pending, String why) {
    return new LinkFailedException(
        Reason.STATE, "Nothing was linked: " + why, pending.returnTo(), null);
  }

  private static LinkFailedException unknown(String host) {
    return new LinkFailedException(
        Reason.STATE,
        "Nothing was linked: nobody here asked for this answer of "
            + (host.matches("[a-z0-9.:/-]{1,80}") ? host : "a Git host")
            + AGAIN,
        null,
        null);
  }
}
