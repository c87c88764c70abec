/** What is said about images that were built: provenance, and a list of their contents. */
@NullMarked
package dev.slipway.worker.attest;

import org.jspecify.annotations.NullMarked;
