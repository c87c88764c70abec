package dev.slipway.service.variable.web;

import dev.slipway.service.web.InvalidInputException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A variable as the API reads it. */
@Schema(name = "VariableInput")
record VariableDocument(
    @Schema(
            description = "Up to 65,536 characters; a secret one may have several lines",
            required = true)
        @Nullable String value,
    @Schema(
            description =
                "A secret one is never shown again, is masked in logs and reaches RUN as"
                    + " --mount=type=secret,id=<name>; default false")
        @Nullable Boolean secret) {

  private static final int LONGEST = 65_536;

  String checkedValue() {
    if (value == null) {
      throw new InvalidInputException("value", "is required; it may be empty unless it is secret");
    }
    if (value.length() > LONGEST) {
      throw new InvalidInputException(
          "value", "has up to " + LONGEST + " characters, not " + value.length());
    }
    int nul = value.indexOf('\0');
    if (nul >= 0) {
      throw new InvalidInputException("value", nul + 1, "holds a NUL character");
    }
    if (isSecret() && value.isBlank()) {
      throw new InvalidInputException("value", "is empty, which can't be kept secret");
    }
    return value;
  }

  boolean isSecret() {
    return secret != null && secret;
  }

  @Override
  public String toString() {
    return "VariableDocument[secret=" + secret + "]";
  }
}
