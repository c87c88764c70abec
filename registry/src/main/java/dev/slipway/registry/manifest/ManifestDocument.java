package dev.slipway.registry.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A manifest's or an index's JSON as it came, with the members that the registry looks at. */
record ManifestDocument(
    @Nullable Integer schemaVersion,
    @Nullable String mediaType,
    @Nullable String artifactType,
    @Nullable Descriptor config,
    @Nullable List<@Nullable Descriptor> layers,
    @Nullable List<@Nullable Descriptor> manifests,
    @Nullable Descriptor subject,
    @Nullable Map<String, String> annotations) {}
