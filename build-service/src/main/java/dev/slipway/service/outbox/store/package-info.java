/** The outbox in PostgreSQL. */
@NullMarked
package dev.slipway.service.outbox.store;

import org.jspecify.annotations.NullMarked;
