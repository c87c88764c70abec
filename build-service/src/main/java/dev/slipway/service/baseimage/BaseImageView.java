package dev.slipway.service.baseimage;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one rule's image of one ref stands on.
 *
 * @param reference the image with all filled in, or a linked repository's {@code namespace/name}
 * @param rule the rule's id
 * @param type branch or tag
 * @param ref the short name
 * @param build the newest successful build
 * @param digest what that build used
 * @param present what the registry has now, as far as it was seen
 * @param presentSince when that was first seen
 * @param outdated whether the two differ
 * @param watched whether a change makes a rebuild
 * @param linked whether a link names it, and no Dockerfile
 * @param lookedAt when the registry was last asked
 * @param error why it didn't tell, null when it did
 * @param nextLookAt when it is asked again, null when it isn't
 * @param note what became of the last change, when it isn't rebuilt
 */
public record BaseImageView(
    String reference,
    UUID rule,
    String type,
    String ref,
    UUID build,
    @Nullable String digest,
    @Nullable String present,
    @Nullable Instant presentSince,
    @Schema(description = "Whether digest and present differ") boolean outdated,
    @Schema(description = "Whether a change makes a rebuild") boolean watched,
    @Schema(description = "Whether a link names it and the build didn't use it") boolean linked,
    @Nullable Instant lookedAt,
    @Nullable String error,
    @Nullable Instant nextLookAt,
    @Nullable String note) {}
