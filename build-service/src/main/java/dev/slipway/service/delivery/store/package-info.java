/** The deliveries in PostgreSQL. */
@NullMarked
package dev.slipway.service.delivery.store;

import org.jspecify.annotations.NullMarked;
