/** What travels on Kafka, and on which topics. */
@NullMarked
package dev.slipway.core.message;

import org.jspecify.annotations.NullMarked;
