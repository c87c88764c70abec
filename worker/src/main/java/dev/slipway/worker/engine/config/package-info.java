/** Image configuration and manifest, in the formats of OCI and Docker. */
@NullMarked
package dev.slipway.worker.engine.config;

import org.jspecify.annotations.NullMarked;
