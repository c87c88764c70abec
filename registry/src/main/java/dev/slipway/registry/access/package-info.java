/** Who may do what in the registry. */
@NullMarked
package dev.slipway.registry.access;

import org.jspecify.annotations.NullMarked;
