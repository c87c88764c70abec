/** A real PostgreSQL server as a child of this process, with its data in the data folder. */
@NullMarked
package dev.slipway.standalone.postgres;

import org.jspecify.annotations.NullMarked;
