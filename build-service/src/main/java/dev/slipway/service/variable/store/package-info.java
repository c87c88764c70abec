/** Variables in the database. */
@NullMarked
package dev.slipway.service.variable.store;

import org.jspecify.annotations.NullMarked;
