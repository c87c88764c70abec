/** What Kafka brings about builds. */
@NullMarked
package dev.slipway.service.build.messaging;

import org.jspecify.annotations.NullMarked;
