package dev.slipway.service.repository;

import dev.slipway.core.git.GitProvider;

/**
 * Where a Git host delivers, and what it signs with.
 *
 * @param id 128 random bits in hexadecimal digits
 * @param secret 256 random bits in hexadecimal digits
 */
public record Webhook(String id, String secret) {

  /** The path of the webhook's URL. */
  public static String path(GitProvider provider, String hookId) {
    // A plain Git server has no webhooks of its own; a hook script sends GitHub's form.
    GitProvider form = provider == GitProvider.GIT ? GitProvider.GITHUB : provider;
    return "/hooks/" + form.wireName() + "/" + hookId;
  }

  @Override
  public String toString() {
    return "Webhook[" + id + "]";
  }
}
