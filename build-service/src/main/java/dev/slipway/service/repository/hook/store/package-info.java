/** Webhooks' installation in the database. */
@NullMarked
package dev.slipway.service.repository.hook.store;

import org.jspecify.annotations.NullMarked;
