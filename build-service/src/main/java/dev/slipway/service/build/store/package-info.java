/** The builds in PostgreSQL. */
@NullMarked
package dev.slipway.service.build.store;

import org.jspecify.annotations.NullMarked;
