/** Memberships in the database. */
@NullMarked
package dev.slipway.service.access.store;

import org.jspecify.annotations.NullMarked;
