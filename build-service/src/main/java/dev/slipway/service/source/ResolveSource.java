package dev.slipway.service.source;

import dev.slipway.core.git.GitUrl;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.Actor;
import dev.slipway.service.access.ForbiddenActionException;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.host.GitHostApi.HostRepository;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.LinkedAccounts;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.source.SourceWish.Present;
import dev.slipway.service.source.SourceWish.Resolved;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the source that somebody means. A linked account may be used by those whose namespace it
 * belongs to, so that nobody reads with the credentials of somebody else; the host itself says what
 * the account's repository is called and where it is.
 */
@ApplicationScoped
public class ResolveSource {

  private static final String ACCOUNT = "source.linkedAccount";

  private final Access access;
  private final SourceAccount.Directory directory;
  private final LinkedAccounts accounts;

  ResolveSource(Access access, SourceAccount.Directory directory, LinkedAccounts accounts) {
    this.access = access;
    this.directory = directory;
    this.accounts = accounts;
  }

  /**
   * Finds it, asking the host where an account is used newly. Blocks; not to be called within a
   * transaction. The caller has checked the right to configure the repository.
   *
   * @param name the repository that is to have it
   * @param present what it has now; empty for a new one
   * @throws InvalidInputException when there is no such source for this actor
   * @throws SourceUnreachableException when the host can't say so now
   */
  public Resolved resolve(RepositoryName name, Optional<Present> present, SourceWish wish)
      throws SourceUnreachableException {
    UUID id = account(wish, present);
    if (id == null) {
      return plain(name, present, wish);
    }
    if (isUnchanged(id, present, wish)) {
      return unchanged(present.get());
    }
    SourceAccount account =
        directory
            .find(id)
            .filter(found -> mayUse(found, name))
            .orElseThrow(() -> noSuchAccount(name));
    if (wish.provider() != null && wish.provider() != account.provider()) {
      throw new InvalidInputException(
          "source.provider",
          "the linked account's host is \"" + account.provider().wireName() + "\"; leave it out");
    }
    return ask(account, wish);
  }

  /** The account that the wish speaks of; an owner without one means that of the present source. */
  private static @Nullable UUID account(SourceWish wish, Optional<Present> present) {
    if (wish.account() != null || wish.unlink() || !namesRepository(wish)) {
      return wish.account();
    }
    return present
        .map(Present::account)
        .orElseThrow(() -> new InvalidInputException(ACCOUNT, "is required beside source.owner"));
  }

  private static boolean namesRepository(SourceWish wish) {
    return wish.owner() != null || wish.repository() != null;
  }

  private static boolean isUnchanged(UUID id, Optional<Present> present, SourceWish wish) {
    return !namesRepository(wish)
        && present
            .filter(now -> id.equals(now.account()) && now.cloneUrl().equals(wish.cloneUrl()))
            .filter(now -> wish.provider() == null || wish.provider() == now.provider())
            .isPresent();
  }

  private static Resolved unchanged(Present present) {
    return new Resolved(present.provider(), present.cloneUrl(), present.account(), null, "");
  }

  private Resolved plain(RepositoryName name, Optional<Present> present, SourceWish wish) {
    if (namesRepository(wish)) {
      throw new InvalidInputException(
          "source.owner", "is for linked accounts; write source.cloneUrl instead");
    }
    if (wish.provider() == null) {
      throw new InvalidInputException("source.provider", "is required");
    }
    if (wish.cloneUrl() == null) {
      throw new InvalidInputException("source.cloneUrl", "is required");
    }
    UUID kept = wish.unlink() ? null : kept(name, present, wish);
    return new Resolved(wish.provider(), wish.cloneUrl(), kept, null, "");
  }

  /** An account that isn't spoken of stays with its origin, as all credentials do. */
  private @Nullable UUID kept(RepositoryName name, Optional<Present> present, SourceWish wish) {
    GitUrl url = wish.cloneUrl();
    if (present.isEmpty() || url == null || present.get().provider() != wish.provider()) {
      return null;
    }
    UUID account = present.get().account();
    if (account == null || url.equals(present.get().cloneUrl())) {
      return account;
    }
    boolean usable =
        url.origin().equals(present.get().cloneUrl().origin())
            && directory.find(account).filter(found -> mayUse(found, name)).isPresent();
    return usable ? account : null;
  }

  private boolean mayUse(SourceAccount account, RepositoryName name) {
    return account.namespace().equals(name.namespace()) || isOwn(account);
  }

  /** Whether it is the actor's own, and the credential of this request is good for that. */
  private boolean isOwn(SourceAccount account) {
    if (!(access.actor() instanceof Actor.User user) || !user.name().equals(account.namespace())) {
      return false;
    }
    try {
      access.namespace(account.namespace(), Action.MANAGE_NAMESPACE);
      return true;
    } catch (ForbiddenActionException | NoSuchThingException e) {
      return false;
    }
  }

  private static InvalidInputException noSuchAccount(RepositoryName name) {
    return new InvalidInputException(
        ACCOUNT,
        "there is no such linked account in the namespace \""
            + name.namespace()
            + "\" or in your own; link one first");
  }

  private Resolved ask(SourceAccount account, SourceWish wish) throws SourceUnreachableException {
    HostPlace place = HostPlace.of(account.provider(), wish);
    try {
      HostRepository found =
          accounts.call(
              account.id(),
              (api, connection) -> api.repository(connection, place.url(connection.webUrl())));
      return resolved(account, wish, place, found);
    } catch (GitHostException e) {
      throw explained(e, place);
    }
  }

  private static Resolved resolved(
      SourceAccount account, SourceWish wish, HostPlace place, HostRepository found) {
    if (found.privateSource() && !account.full()) {
      throw new InvalidInputException(
          place.field(),
          "is private, and the linked account is limited to public repositories; link it again"
              + " with access to private ones");
    }
    GitUrl given = wish.cloneUrl();
    GitUrl url =
        given != null && given.scheme().equals("ssh") ? given : GitUrl.parse(found.cloneUrl());
    return new Resolved(
        account.provider(), url, account.id(), found.defaultBranch(), found.description());
  }

  private static SourceUnreachableException explained(GitHostException e, HostPlace place) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case UNAUTHORIZED -> throw new InvalidInputException(ACCOUNT, message);
      case FORBIDDEN, NOT_FOUND, REFUSED -> throw new InvalidInputException(place.field(), message);
      case RATE_LIMITED, UNAVAILABLE -> new SourceUnreachableException(message, e);
    };
  }
}
