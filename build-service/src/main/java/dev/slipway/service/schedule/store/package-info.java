/** Schedules in PostgreSQL. */
@NullMarked
package dev.slipway.service.schedule.store;

import org.jspecify.annotations.NullMarked;
