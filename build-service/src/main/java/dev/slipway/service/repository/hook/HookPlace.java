package dev.slipway.service.repository.hook;

import dev.slipway.core.git.GitUrl;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository's webhook belongs.
 *
 * @param account the linked account, null without
 * @param cloneUrl the repository at the host
 * @param hookId the webhook's id here
 * @param url where it delivers
 */
record HookPlace(@Nullable UUID account, GitUrl cloneUrl, String hookId, String url) {

  /** Whether the other one's webhook is the same thing at the host. */
  boolean isSameHookAs(HookPlace other) {
    return cloneUrl.isSameRepositoryAs(other.cloneUrl) && url.equals(other.url);
  }
}
