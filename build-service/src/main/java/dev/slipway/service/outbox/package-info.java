/** Messages that are sent exactly when their transaction commits. */
@NullMarked
package dev.slipway.service.outbox;

import org.jspecify.annotations.NullMarked;
