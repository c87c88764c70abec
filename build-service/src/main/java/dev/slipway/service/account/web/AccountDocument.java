package dev.slipway.service.account.web;

import dev.slipway.service.account.AccountChange;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account as the API reads it: what is left out of a change stays. */
@Schema(name = "UserInput")
record AccountDocument(
    @Schema(
            description =
                "For a new account, and never changed: up to 64 lower-case letters and digits, with"
                    + " single . _ - between them; also the name of its namespace")
        @Nullable String name,
    @Schema(description = "What the person is called, up to 100 characters")
        @Nullable String displayName,
    @Schema(description = "Whether it may do everything. Default false") @Nullable Boolean admin,
    @Schema(description = "Whether it is shut. Default false") @Nullable Boolean disabled) {

  private static final int LONGEST = 100;

  AccountChange toChange() {
    return new AccountChange(checkedDisplayName(), admin, disabled);
  }

  /**
   * What one may change of one's own account.
   *
   * @throws InvalidInputException when there is more
   */
  AccountChange toOwnChange() {
    if (admin != null) {
      throw new InvalidInputException("admin", "only PATCH /api/v1/users/{name} changes this");
    }
    if (disabled != null) {
      throw new InvalidInputException("disabled", "only PATCH /api/v1/users/{name} changes this");
    }
    return new AccountChange(checkedDisplayName(), null, null);
  }

  /**
   * Refuses to rename.
   *
   * @param current the account's name
   */
  AccountDocument of(String current) {
    if (name != null && !name.equals(current)) {
      throw new InvalidInputException(
          "name",
          "an account can't be renamed, since images and links hang on its name; leave it out");
    }
    return this;
  }

  private @Nullable String checkedDisplayName() {
    String text =
        displayName == null ? null : Fields.text("displayName", displayName.strip(), LONGEST);
    if (text != null && text.lines().count() > 1) {
      throw new InvalidInputException("displayName", "is one line");
    }
    return text;
  }
}
