/** What sources need of the database. */
@NullMarked
package dev.slipway.service.source.store;

import org.jspecify.annotations.NullMarked;
