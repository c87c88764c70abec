package dev.slipway.service.baseimage.link;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something whose updates rebuild a repository, whether its Dockerfiles name it or not.
 *
 * @param id never changes
 * @param repositoryId what is rebuilt
 * @param ruleId the only rule to rebuild; null means all of them
 * @param reference an image with a tag, all filled in; or a repository's {@code namespace/name}
 * @param parentId the repository, null for an image
 * @param createdAt when it was saved
 */
public record Link(
    UUID id,
    UUID repositoryId,
    @Nullable UUID ruleId,
    String reference,
    @Nullable UUID parentId,
    Instant createdAt) {}
