/** Organizations and their members in the database. */
@NullMarked
package dev.slipway.service.organization.store;

import org.jspecify.annotations.NullMarked;
