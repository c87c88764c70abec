/** Builds: admission, states, leases, permits. */
@NullMarked
package dev.slipway.service.build;

import org.jspecify.annotations.NullMarked;
