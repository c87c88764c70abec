package dev.slipway.service.host;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Slipway asks of a Git host's API: one implementation for each kind of host. Every call
 * blocks, within the limits of {@code slipway.git-hosts}' timeouts, and tells failures apart by
 * {@link GitHostException#kind()}. Implementations are safe for use by many threads and hold no
 * state about accounts.
 */
public interface GitHostApi {

  /** The kind of host. */
  GitProvider provider();

  /** Whose credential it is, and what it may do. */
  Account account(HostConnection connection) throws GitHostException;

  /** The owners whose repositories the account reaches, itself first. */
  List<Owner> owners(HostConnection connection) throws GitHostException;

  /**
   * An owner's repositories, in the host's order.
   *
   * @param owner an {@link Owner#key()}
   * @param cursor the {@code next} of the page before, null for the first
   * @param publicOnly leaves private ones out
   */
  RepositoryPage repositories(
      HostConnection connection, String owner, @Nullable String cursor, boolean publicOnly)
      throws GitHostException;

  /** The repository behind a clone URL of this host. */
  HostRepository repository(HostConnection connection, GitUrl cloneUrl) throws GitHostException;

  /**
   * Sees to it that the host delivers pushes to a URL, signed with a secret: makes the webhook
   * where there is none, mends one that is switched off, lacks an event or has another secret, and
   * removes further ones to the same URL. Doing it again changes nothing.
   */
  WebhookOutcome ensureWebhook(
      HostConnection connection, GitUrl repository, String url, String secret)
      throws GitHostException;

  /** Whether the webhook to a URL is there, active and with the right events. */
  WebhookState webhook(HostConnection connection, GitUrl repository, String url)
      throws GitHostException;

  /** Removes the webhook to a URL; one that isn't there is fine. */
  void removeWebhook(HostConnection connection, GitUrl repository, String url)
      throws GitHostException;

  /** Sets a commit's status, replacing the one of the same context. */
  void commitStatus(
      HostConnection connection, GitUrl repository, CommitSha commit, CommitStatus status)
      throws GitHostException;

  /**
   * An account at a host.
   *
   * @param login its name there
   * @param missing the scopes or permissions it lacks for what Slipway does, as the host calls
   *     them; empty when none, or when the host doesn't tell
   */
  record Account(String login, List<String> missing) {
    public Account {
      missing = List.copyOf(missing);
    }
  }

  /**
   * Who has repositories: a user, an organization, a workspace, a project.
   *
   * @param key for {@link #repositories}
   * @param name for people
   */
  record Owner(String key, String name) {}

  /**
   * A repository at the host.
   *
   * @param owner its owner's key
   * @param name its name below the owner
   * @param cloneUrl over HTTPS, without credentials
   * @param sshUrl over SSH, null where the host tells none
   * @param privateSource whether one needs an account to read it
   * @param defaultBranch null while it is empty
   * @param description may be empty
   * @param admin whether the account may manage its webhooks, as far as the host tells; true else
   */
  record HostRepository(
      String owner,
      String name,
      String cloneUrl,
      @Nullable String sshUrl,
      boolean privateSource,
      @Nullable String defaultBranch,
      String description,
      boolean admin) {}

  /** One page of repositories; {@code next} is null on the last. */
  record RepositoryPage(List<HostRepository> items, @Nullable String next) {
    public RepositoryPage {
      items = List.copyOf(items);
    }
  }

  /** What {@link #ensureWebhook} did. */
  enum WebhookOutcome {
    UNCHANGED,
    CREATED,
    REPAIRED
  }

  /** What {@link #webhook} found. */
  enum WebhookState {
    PRESENT,
    /** There, but switched off or without the event of pushes. */
    BROKEN,
    MISSING
  }

  /**
   * A commit's status.
   *
   * @param context names the check, such as {@code ci/slipway/<rule>}; one status each
   * @param state how far
   * @param description one line, up to 140 characters
   * @param url the build's page
   */
  record CommitStatus(String context, State state, String description, String url) {

    /** Each host has its own words for these. */
    public enum State {
      PENDING,
      SUCCESS,
      FAILURE,
      /** Slipway's fault, or stopped. */
      ERROR
    }
  }
}
