/** Registry hooks in the database. */
@NullMarked
package dev.slipway.service.baseimage.hook.store;

import org.jspecify.annotations.NullMarked;
