/** Commit statuses in PostgreSQL. */
@NullMarked
package dev.slipway.service.status.store;

import org.jspecify.annotations.NullMarked;
