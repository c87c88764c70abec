/** A real Kafka broker in this JVM, with its log in the data folder, and the topics on it. */
@NullMarked
package dev.slipway.standalone.kafka;

import org.jspecify.annotations.NullMarked;
