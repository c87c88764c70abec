/** How messages from Kafka are taken: as long as it needs, and never one for another. */
@NullMarked
package dev.slipway.service.inbox;

import org.jspecify.annotations.NullMarked;
