/** Repositories in the database. */
@NullMarked
package dev.slipway.service.repository.store;

import org.jspecify.annotations.NullMarked;
