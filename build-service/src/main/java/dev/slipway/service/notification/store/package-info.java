/** Targets and notifications in PostgreSQL. */
@NullMarked
package dev.slipway.service.notification.store;

import org.jspecify.annotations.NullMarked;
