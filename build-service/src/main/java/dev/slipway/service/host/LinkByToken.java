package dev.slipway.service.host;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.Actor;
import dev.slipway.service.host.LinkedAccount.CredentialKind;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Links an account by a personal or API token, which takes no public URL. */
@ApplicationScoped
public class LinkByToken {

  private final Access access;
  private final GitHosts hosts;
  private final HostProviders providers;
  private final LinkAccount link;

  LinkByToken(Access access, GitHosts hosts, HostProviders providers, LinkAccount link) {
    this.access = access;
    this.hosts = hosts;
    this.providers = providers;
    this.link = link;
  }

  /**
   * A token to link by.
   *
   * @param host the host's id
   * @param username for tokens that want one beside them, such as Bitbucket's API tokens
   */
  public record Draft(
      String namespace,
      String host,
      LinkedAccount.Mode mode,
      String token,
      @Nullable String username) {

    @Override
    public String toString() {
      return "Draft[" + namespace + " " + host + "]";
    }
  }

  /**
   * Checks the token against the host, and links its account.
   *
   * @throws dev.slipway.service.access.ForbiddenActionException when the namespace is not the
   *     actor's to manage
   * @throws dev.slipway.service.web.InvalidInputException when the host refuses the token, or it
   *     lacks scopes
   * @throws HostCallFailedException when the host can't say
   */
  public LinkedAccountStore.Linked link(Draft draft) {
    access.namespace(draft.namespace(), Action.MANAGE_NAMESPACE);
    GitHost host = LinkableHosts.required(hosts, providers, draft.host());
    Credential credential =
        new Credential(CredentialKind.TOKEN, draft.username(), draft.token(), null, null);
    Actor.User user = (Actor.User) access.actor();
    return link.byToken(draft.namespace(), host, draft.mode(), credential, user.id());
  }
}
