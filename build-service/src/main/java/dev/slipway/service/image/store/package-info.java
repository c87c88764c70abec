/** Images in PostgreSQL. */
@NullMarked
package dev.slipway.service.image.store;

import org.jspecify.annotations.NullMarked;
