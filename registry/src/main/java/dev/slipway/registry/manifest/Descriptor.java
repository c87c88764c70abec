package dev.slipway.registry.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How manifests point to content (image-spec, descriptor.md). Read as it came; {@link
 * ManifestParser} checks it.
 *
 * @param size in bytes
 * @param urls places outside any registry, for layers that may not be distributed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Descriptor(
    @Nullable String mediaType,
    @Nullable String digest,
    @JsonInclude(JsonInclude.Include.ALWAYS) long size,
    @Nullable String artifactType,
    @Nullable Map<String, String> annotations,
    @Nullable List<String> urls) {}
