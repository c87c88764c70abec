/** Base images in the database. */
@NullMarked
package dev.slipway.service.baseimage.store;

import org.jspecify.annotations.NullMarked;
