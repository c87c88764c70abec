/** The logs in PostgreSQL. */
@NullMarked
package dev.slipway.service.log.store;

import org.jspecify.annotations.NullMarked;
