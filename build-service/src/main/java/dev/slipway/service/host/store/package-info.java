/** Linked accounts and consents in the database. */
@NullMarked
package dev.slipway.service.host.store;

import org.jspecify.annotations.NullMarked;
