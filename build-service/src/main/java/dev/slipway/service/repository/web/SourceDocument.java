package dev.slipway.service.repository.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.git.SshKeys;
import dev.slipway.service.repository.RepositoryLimits;
import dev.slipway.service.repository.RepositoryOptions.DeployKey;
import dev.slipway.service.repository.SourceCredentials;
import dev.slipway.service.source.SourceWish;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where the code is, as the API reads it. Its secrets are written, never read. */
@Schema(name = "Source")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SourceDocument(
    @Schema(
            description =
                "github, bitbucket, bitbucket-server or git; a linked account says it by itself")
        @Nullable String provider,
    @Schema(description = "http(s):// or ssh:// or user@host:path; or owner and repository")
        @Nullable String cloneUrl,
    @Nullable String username,
    @Schema(description = "Password or token. Left out of a PUT: as before; empty: none")
        @Nullable String password,
    @Schema(description = "OpenSSH private key, without a passphrase")
        @Nullable String sshPrivateKey,
    @Schema(description = "OpenSSH known_hosts lines; without: trust on first use")
        @Nullable String knownHosts,
    @Schema(
            description =
                "The id of a linked account of the repository's namespace or your own, which reads"
                    + " the source and installs the webhook. Left out of a PUT: as before, while"
                    + " the origin stays; empty: none")
        @Nullable String linkedAccount,
    @Schema(description = "With a linked account: user, organization, workspace or project key")
        @Nullable String owner,
    @Schema(description = "With a linked account: the repository's name below its owner")
        @Nullable String repository,
    @Schema(
            description =
                "true: read over SSH with an Ed25519 key that is made here; its public half is"
                    + " shown as deployKey. Left out of a PUT: as before; false: none",
            type = SchemaType.BOOLEAN)
        @Nullable String deployKey,
    @Schema(description = "Fetch submodules. Left out of a PUT: as before; default false")
        @Nullable Boolean submodules,
    @Schema(description = "Fetch Git LFS objects. Left out of a PUT: as before; default false")
        @Nullable Boolean lfs) {

  private static final int LONGEST_NAME = 255;

  /** A source without anything special about it. */
  static SourceDocument plain(
      String provider, String cloneUrl, @Nullable String username, @Nullable String password) {
    return new SourceDocument(
        provider, cloneUrl, username, password, null, null, null, null, null, null, null, null);
  }

  /**
   * Where the code is to come from.
   *
   * @throws InvalidInputException for the first field at fault
   */
  SourceWish wish() {
    boolean none = linkedAccount != null && linkedAccount.isBlank();
    return new SourceWish(
        parsed("source.provider", provider, GitProvider::parse),
        parsed("source.cloneUrl", cloneUrl, GitUrl::parse),
        none ? null : parsed("source.linkedAccount", linkedAccount, SourceDocument::id),
        none,
        Fields.nullable("source.owner", owner, LONGEST_NAME),
        Fields.nullable("source.repository", repository, LONGEST_NAME));
  }

  /**
   * How to get at it.
   *
   * @throws InvalidInputException for the first field at fault
   */
  SourceCredentials credentials() {
    return new SourceCredentials(
        bounded("source.username", username, RepositoryLimits.TEXT),
        bounded("source.password", password, RepositoryLimits.SECRET),
        checked("source.sshPrivateKey", sshPrivateKey, SshKeys::checkedPrivateKey),
        checked("source.knownHosts", knownHosts, SshKeys::checkedKnownHosts));
  }

  /**
   * What becomes of the generated key. The public half as it is shown stands for true, so that what
   * a GET gave may go back in a PUT.
   *
   * @throws InvalidInputException when it can't be with this source
   */
  DeployKey deployKeyFor(GitUrl url) {
    if (deployKey == null) {
      return DeployKey.AS_BEFORE;
    }
    if (deployKey.isBlank() || deployKey.equals("false")) {
      return DeployKey.NONE;
    }
    if (deployKey.startsWith("ssh-ed25519 ")) {
      return DeployKey.AS_BEFORE;
    }
    if (!deployKey.equals("true")) {
      throw new InvalidInputException("source.deployKey", "must be true or false");
    }
    if (!url.scheme().equals("ssh")) {
      throw new InvalidInputException(
          "source.deployKey",
          "is for sources over SSH; write source.cloneUrl as ssh:// or user@host:path");
    }
    if (sshPrivateKey != null && !sshPrivateKey.isEmpty()) {
      throw new InvalidInputException(
          "source.deployKey", "is made here; give it or source.sshPrivateKey, not both");
    }
    return DeployKey.WANTED;
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be a linked account's id, which is a UUID", e);
    }
  }

  private static <T> @Nullable T parsed(
      String field, @Nullable String text, Function<String, T> parser) {
    return text == null ? null : Fields.required(field, text, parser);
  }

  private static @Nullable String checked(
      String field, @Nullable String text, UnaryOperator<String> check) {
    String given = bounded(field, text, RepositoryLimits.SECRET);
    return given == null || given.isBlank() ? given : Fields.required(field, given, check);
  }

  /** Keeps the difference between missing and empty. */
  private static @Nullable String bounded(String field, @Nullable String text, int longest) {
    return text == null ? null : Fields.text(field, text, longest);
  }

  @Override
  public String toString() {
    return "SourceDocument[" + provider + "]";
  }
}
