package dev.slipway.service.delivery;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Requests to a repository's webhook that were refused for one reason. */
public record RejectedView(
    @Schema(
            description =
                "signature, wrong_provider, media_type, too_large, too_slow, malformed,"
                    + " other_repository or overloaded")
        String reason,
    @Schema(description = "How many there were") long total,
    @Schema(description = "The HTTP status that the last one was answered with") int status,
    @Schema(description = "What the last one was told") String detail,
    @Schema(description = "The last one's delivery id, as it gave it")
        @Nullable String lastDeliveryId,
    @Schema(description = "The last one's event, as it gave it") @Nullable String lastEvent,
    @Schema(description = "When the first was told of") Instant firstAt,
    @Schema(description = "When the last one came") Instant lastAt) {}
