/**
 * A small OCI Distribution registry on local disk, for the embedded default. This package holds
 * what all features share: names, errors and settings.
 */
@NullMarked
package dev.slipway.registry;

import org.jspecify.annotations.NullMarked;
