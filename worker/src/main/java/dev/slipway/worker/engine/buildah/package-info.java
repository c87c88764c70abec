/** The engine for Dockerfiles with RUN: buildah, whose RUN steps are another user. */
@NullMarked
package dev.slipway.worker.engine.buildah;

import org.jspecify.annotations.NullMarked;
