package dev.slipway.service.repository.web;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.repository.DestinationDraft;
import dev.slipway.service.repository.RepositoryLimits;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A registry to publish to, as the API reads it. Its password is written, never read. */
@Schema(name = "Destination")
record DestinationDocument(
    @Schema(description = "host:port/namespace/name, without a tag", required = true)
        @Nullable String image,
    @Schema(description = "A user or robot account; beside a token, what the registry wants there")
        @Nullable String username,
    @Schema(
            description =
                "Password or token. Left out of a PUT: as before, for the same image and user;"
                    + " empty: none")
        @Nullable String password,
    @Schema(
            description =
                "Whether it is spoken to over plain HTTP, which the operator has to allow")
        @Nullable Boolean insecure) {

  DestinationDraft toDraft(String at) {
    ImageReference reference = Fields.required(at + ".image", image, ImageReference::parse);
    if (reference.digest() != null || hasTag(String.valueOf(image))) {
      throw new InvalidInputException(
          at + ".image", "leave the tag out; the rules say which tags there are");
    }
    String user = Fields.nullable(at + ".username", username, RepositoryLimits.TEXT);
    String secret =
        password == null ? null : Fields.text(at + ".password", password, RepositoryLimits.SECRET);
    if (user == null && secret != null && !secret.isEmpty()) {
      throw new InvalidInputException(
          at + ".username",
          "is required beside a password: a user, a robot account, or what the registry wants"
              + " beside a token");
    }
    return new DestinationDraft(reference, user, secret, Boolean.TRUE.equals(insecure));
  }

  private static boolean hasTag(String image) {
    return image.lastIndexOf(':') > image.lastIndexOf('/');
  }

  @Override
  public String toString() {
    return "DestinationDocument[" + image + "]";
  }
}
