/** Manifests, image indexes and what refers to them. */
@NullMarked
package dev.slipway.registry.manifest;

import org.jspecify.annotations.NullMarked;
