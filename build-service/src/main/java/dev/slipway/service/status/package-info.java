/** Commit statuses: what became of a commit's builds, told to the Git host it came from. */
@NullMarked
package dev.slipway.service.status;

import org.jspecify.annotations.NullMarked;
