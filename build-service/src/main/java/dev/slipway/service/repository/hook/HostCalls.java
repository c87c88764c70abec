package dev.slipway.service.repository.hook;

import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.LinkedAccounts;
import dev.slipway.service.host.LinkedAccounts.HostCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Calls about webhooks, which come after a change that is stored already: whatever goes wrong must
 * not look as if the change had failed.
 */
@ApplicationScoped
class HostCalls {

  private static final Logger LOG = Logger.getLogger(HostCalls.class);

  private final LinkedAccounts accounts;

  HostCalls(LinkedAccounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Calls the host of an account.
   *
   * @throws GitHostException for every failure; those that are none of the host's count as passing
   */
  <T> T call(UUID account, HostCall<T> call) throws GitHostException {
    try {
      return accounts.call(account, call);
    } catch (RuntimeException e) {
      LOG.errorf(e, "call about a webhook failed account=%s", account);
      throw new GitHostException(
          GitHostException.Kind.UNAVAILABLE,
          "The Git host could not be called because of a fault in this installation; its operator"
              + " finds it in the log.",
          e);
    }
  }
}
