package dev.slipway.service.account.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.service.account.Account;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account as the API shows it. */
@Schema(name = "User")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountView(
    UUID id,
    String name,
    String displayName,
    boolean admin,
    boolean disabled,
    @Schema(description = "Since when it is disabled") @Nullable Instant disabledAt,
    Instant createdAt) {

  static AccountView of(Account account) {
    return new AccountView(
        account.id(),
        account.name(),
        account.displayName(),
        account.admin(),
        account.isDisabled(),
        account.disabledAt(),
        account.createdAt());
  }
}
