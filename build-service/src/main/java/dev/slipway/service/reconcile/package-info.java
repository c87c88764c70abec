/** Heals lost webhooks: compares remotes with what deliveries told, and builds the gap. */
@NullMarked
package dev.slipway.service.reconcile;

import org.jspecify.annotations.NullMarked;
