package dev.slipway.service.host.rest;

import dev.slipway.service.host.GitHostApi.WebhookOutcome;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.rest.HookPlan.Hook;

/** Brings a repository's webhooks into order, on a host that does the single steps. */
public final class HookKeeper {

  private HookKeeper() {}

  /** The steps, for one repository and one URL. */
  public interface Hooks {

    /** All that lead to the URL, and maybe others. */
    HookPlan plan() throws GitHostException;

    void create(String label) throws GitHostException;

    void mend(Hook hook, String label) throws GitHostException;

    void remove(Hook hook) throws GitHostException;
  }

  /**
   * Leaves exactly one webhook, which works and has the secret behind a label.
   *
   * @param label holds the secret's {@link SecretMark}
   */
  public static WebhookOutcome ensure(Hooks hooks, String label) throws GitHostException {
    HookPlan plan = hooks.plan();
    if (plan.kept().isEmpty()) {
      hooks.create(label);
      return WebhookOutcome.CREATED;
    }
    boolean mended = plan.toBeMended(label);
    if (mended) {
      hooks.mend(plan.kept().get(), label);
    }
    for (Hook hook : plan.surplus()) {
      removeIfThere(hooks, hook);
    }
    return mended || !plan.surplus().isEmpty() ? WebhookOutcome.REPAIRED : WebhookOutcome.UNCHANGED;
  }

  /** Leaves none. */
  public static void removeAll(Hooks hooks) throws GitHostException {
    for (Hook hook : hooks.plan().present()) {
      removeIfThere(hooks, hook);
    }
  }

  private static void removeIfThere(Hooks hooks, Hook hook) throws GitHostException {
    try {
      hooks.remove(hook);
    } catch (GitHostException e) {
      // Somebody else was faster.
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
  }
}
