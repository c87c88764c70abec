package dev.slipway.service.host.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.service.host.LinkedAccount;
import dev.slipway.service.repository.Repository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A linked account as the API shows it; its credential is never shown. */
@Schema(name = "LinkedAccount")
@JsonInclude(JsonInclude.Include.NON_NULL)
record LinkedAccountView(
    UUID id,
    String namespace,
    @Schema(description = "The Git host's id") String host,
    @Schema(description = "github, bitbucket or bitbucket-server") String provider,
    @Schema(description = "Its name at the host") String login,
    @Schema(
            description =
                "full: all repositories, webhooks are installed; limited: public ones, nothing is"
                    + " installed")
        String mode,
    @Schema(description = "oauth or token") String credential,
    @Schema(description = "active, expired or revoked") String state,
    @Schema(description = "Why it isn't active, and what to do") @Nullable String reason,
    @Schema(description = "Scopes that the credential lacks, as the host calls them")
        List<String> missingScopes,
    @Schema(description = "When the access token runs out; renewed by itself where it can be")
        @Nullable Instant expiresAt,
    @Schema(description = "Repositories that use it, as far as you may see them")
        @Nullable List<String> usedBy,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * @param uses null for lists
   */
  static LinkedAccountView of(LinkedAccount account, @Nullable List<Repository> uses) {
    return new LinkedAccountView(
        account.id(),
        account.namespace(),
        account.host(),
        account.provider().wireName(),
        account.login(),
        account.mode().wireName(),
        account.credential().wireName(),
        account.state().wireName(),
        account.stateReason(),
        account.missing(),
        account.expiresAt(),
        uses == null
            ? null
            : uses.stream().map(repository -> repository.name().toString()).toList(),
        account.createdAt(),
        account.updatedAt());
  }
}
