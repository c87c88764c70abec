/** Sealing of secrets and signing of short-lived registry rights. */
@NullMarked
package dev.slipway.core.secret;

import org.jspecify.annotations.NullMarked;
