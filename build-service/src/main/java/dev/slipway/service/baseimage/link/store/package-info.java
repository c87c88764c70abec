/** Links in the database. */
@NullMarked
package dev.slipway.service.baseimage.link.store;

import org.jspecify.annotations.NullMarked;
