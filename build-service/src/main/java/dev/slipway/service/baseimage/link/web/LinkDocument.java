package dev.slipway.service.baseimage.link.web;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.baseimage.link.LinkDraft;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A link as a client writes it: {@code {"repository":"acme/base"}} or {@code
 * {"image":"alpine:3.20"}}.
 */
record LinkDocument(
    @Schema(description = "A repository of this installation, namespace/name")
        @Nullable String repository,
    @Schema(description = "An image of any registry, with a tag or latest") @Nullable String image,
    @Schema(description = "The only rule to rebuild; all of them, when it is left out")
        @Nullable String rule) {

  /**
   * Reads it.
   *
   * @throws InvalidInputException naming the field at fault
   */
  LinkDraft toDraft() {
    if ((repository == null) == (image == null)) {
      throw new InvalidInputException(
          repository == null ? "repository" : "image",
          "give either a repository or an image, not "
              + (repository == null ? "none of them" : "both"));
    }
    UUID onlyRule = rule == null ? null : Fields.required("rule", rule, LinkDocument::id);
    return repository == null
        ? new LinkDraft(null, Fields.required("image", image, LinkDocument::tagged), onlyRule)
        : new LinkDraft(
            Fields.required("repository", repository, RepositoryName::parse), null, onlyRule);
  }

  private static ImageReference tagged(String text) {
    ImageReference parsed = ImageReference.parse(text.strip());
    if (parsed.digest() != null) {
      throw new IllegalArgumentException(
          "an image with a digest never changes; leave the part from @ on out");
    }
    return parsed;
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is no rule's id", e);
    }
  }
}
