package dev.slipway.service.host;

import dev.slipway.core.git.GitProvider;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account at a Git host that a namespace has linked, without its credential.
 *
 * @param id never changes, not even when it is linked again
 * @param namespace whose repositories may use it
 * @param host the host's id
 * @param provider the host's kind
 * @param login its name at the host
 * @param mode how much of it Slipway uses
 * @param credential how it was linked
 * @param state whether the host still takes the credential
 * @param stateReason why not, and what to do; null while it does
 * @param missing scopes the credential lacks for its mode, as the host calls them
 * @param expiresAt when the access token runs out; null when it doesn't or nobody knows
 * @param createdAt when it was linked first
 * @param updatedAt when its credential or state changed last
 */
public record LinkedAccount(
    UUID id,
    String namespace,
    String host,
    GitProvider provider,
    String login,
    Mode mode,
    CredentialKind credential,
    State state,
    @Nullable String stateReason,
    List<String> missing,
    @Nullable Instant expiresAt,
    Instant createdAt,
    Instant updatedAt) {

  public LinkedAccount {
    missing = List.copyOf(missing);
  }

  /** How much of an account Slipway uses; Docker Hub's two modes. */
  public enum Mode {
    /** "Public and Private": all repositories and organizations; webhooks are installed. */
    FULL,
    /** Public repositories only; nothing is installed, their owner pastes URL and secret. */
    LIMITED;

    /** The word in REST bodies and in the database. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the word that {@link #wireName()} writes.
     *
     * @throws IllegalArgumentException for any other
     */
    public static Mode parse(String word) {
      for (Mode mode : values()) {
        if (mode.wireName().equals(word)) {
          return mode;
        }
      }
      throw new IllegalArgumentException("must be \"full\" or \"limited\", not \"" + word + "\"");
    }
  }

  /** How an account was linked. */
  public enum CredentialKind {
    OAUTH,
    TOKEN;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the host still takes the credential. */
  public enum State {
    ACTIVE,
    /** It ran out and could not be renewed. */
    EXPIRED,
    /** The host refuses it although it had not run out. */
    REVOKED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
