/** A seeded, structure-aware fuzzer of the Dockerfile front end. */
@NullMarked
package dev.slipway.core.dockerfile.fuzz;

import org.jspecify.annotations.NullMarked;
