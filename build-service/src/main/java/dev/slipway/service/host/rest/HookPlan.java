package dev.slipway.service.host.rest;

import dev.slipway.service.host.GitHostApi.WebhookState;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done about a repository's webhooks so that exactly one leads to a URL.
 *
 * @param present those that lead there, in the host's order
 */
public record HookPlan(List<Hook> present) {

  public HookPlan {
    present = List.copyOf(present);
  }

  /** Of all webhooks of a repository, those to a URL. */
  public static HookPlan of(List<Hook> all, String url) {
    return new HookPlan(all.stream().filter(hook -> hook.url().equals(url)).toList());
  }

  /**
   * A webhook.
   *
   * @param id as the host knows it
   * @param url where it leads
   * @param works whether it is switched on, signs, and has the event of pushes
   * @param label what people see; holds the secret's {@link SecretMark}
   */
  public record Hook(String id, String url, boolean works, String label) {}

  /** The one to keep: the first that works, else the first. */
  public Optional<Hook> kept() {
    return present.stream().filter(Hook::works).findFirst().or(() -> present.stream().findFirst());
  }

  /** All others. */
  public List<Hook> surplus() {
    return present.stream().filter(hook -> kept().filter(hook::equals).isEmpty()).toList();
  }

  /** Whether the kept one has to be written again. */
  public boolean toBeMended(String label) {
    return kept().filter(hook -> hook.works() && hook.label().equals(label)).isEmpty();
  }

  /** What the host has. */
  public WebhookState state() {
    return kept()
        .map(hook -> hook.works() ? WebhookState.PRESENT : WebhookState.BROKEN)
        .orElse(WebhookState.MISSING);
  }
}
