package dev.slipway.service.source;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody wants a repository's code to come from: a URL, or a repository of a linked
 * account.
 *
 * @param provider the host's kind, null where the account or the repository says it
 * @param cloneUrl null where owner and repository say it
 * @param account the linked account, null when none was named
 * @param unlink whether there is to be no account any more
 * @param owner the owner's key at the host, null when the URL says it
 * @param repository the name below the owner, null likewise
 */
public record SourceWish(
    @Nullable GitProvider provider,
    @Nullable GitUrl cloneUrl,
    @Nullable UUID account,
    boolean unlink,
    @Nullable String owner,
    @Nullable String repository) {

  /**
   * The source that a repository has already.
   *
   * @param provider the host's kind
   * @param cloneUrl where the code is
   * @param account the linked account, null without
   */
  public record Present(GitProvider provider, GitUrl cloneUrl, @Nullable UUID account) {}

  /**
   * A source that can be used.
   *
   * @param provider the host's kind
   * @param cloneUrl where the code is
   * @param account the linked account, null without
   * @param defaultBranch as the host told it, null when it wasn't asked or told none
   * @param description likewise, empty then
   */
  public record Resolved(
      GitProvider provider,
      GitUrl cloneUrl,
      @Nullable UUID account,
      @Nullable String defaultBranch,
      String description) {}
}
