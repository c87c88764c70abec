/** Build triggers in PostgreSQL. */
@NullMarked
package dev.slipway.service.trigger.store;

import org.jspecify.annotations.NullMarked;
