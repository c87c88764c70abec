/** The workers in PostgreSQL. */
@NullMarked
package dev.slipway.service.worker.store;

import org.jspecify.annotations.NullMarked;
