package dev.slipway.service.baseimage.link.web;

import dev.slipway.service.baseimage.link.Link;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link as REST shows it.
 *
 * @param id the link
 * @param repository the linked repository, null for an image
 * @param image the linked image with all filled in, null for a repository
 * @param rule the only rule that it rebuilds, null for all
 * @param createdAt when it was saved
 */
record LinkView(
    UUID id,
    @Nullable String repository,
    @Nullable String image,
    @Nullable UUID rule,
    Instant createdAt) {

  static LinkView of(Link link) {
    boolean toRepository = link.parentId() != null;
    return new LinkView(
        link.id(),
        toRepository ? link.reference() : null,
        toRepository ? null : link.reference(),
        link.ruleId(),
        link.createdAt());
  }
}
