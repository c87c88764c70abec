/** A small OCI Distribution registry on local disk. */
@NullMarked
package dev.slipway.registry;

import org.jspecify.annotations.NullMarked;
