/** Fetching a commit and reading its files. */
@NullMarked
package dev.slipway.worker.source;

import org.jspecify.annotations.NullMarked;
