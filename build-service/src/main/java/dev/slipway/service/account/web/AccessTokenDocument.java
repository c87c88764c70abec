package dev.slipway.service.account.web;

import dev.slipway.service.access.Scope;
import dev.slipway.service.account.AccessTokens;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A personal access token as the API reads it. */
@Schema(name = "AccessTokenInput")
record AccessTokenDocument(
    @Schema(description = "1 to 100 characters, different from your other tokens", required = true)
        @Nullable String name,
    @Schema(
            description =
                "read; build: also start and cancel builds; configure: also change and make"
                    + " repositories; admin: all that you may",
            required = true)
        @Nullable String scope,
    @Schema(description = "The only namespace it shall be good for; left out: all")
        @Nullable String namespace,
    @Schema(
            description =
                "A time (2027-01-31T12:00:00Z), or a date, which counts to its end in UTC; left"
                    + " out: until it is revoked")
        @Nullable String expiresAt) {

  private static final int LONGEST = 100;

  AccessTokens.Wish toWish() {
    String wanted = Fields.required("name", Fields.text("name", name, LONGEST).strip(), t -> t);
    if (wanted.lines().count() > 1) {
      throw new InvalidInputException("name", "is one line");
    }
    return new AccessTokens.Wish(
        wanted,
        Fields.required("scope", scope, Scope::parse),
        Fields.nullable("namespace", namespace, LONGEST),
        expiresAt == null ? null : Fields.required("expiresAt", expiresAt, this::time));
  }

  private Instant time(String text) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "is a time such as 2027-01-31T12:00:00Z or a date such as 2027-01-31");
    }
  }
}
