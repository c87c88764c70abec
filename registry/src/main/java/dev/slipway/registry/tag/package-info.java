/** Tags: names of manifests. */
@NullMarked
package dev.slipway.registry.tag;

import org.jspecify.annotations.NullMarked;
