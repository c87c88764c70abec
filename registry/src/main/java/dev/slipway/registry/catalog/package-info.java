/** What lies in the registry, for the rest of Slipway. */
@NullMarked
package dev.slipway.registry.catalog;

import org.jspecify.annotations.NullMarked;
