/**
 * One JVM with everything: an embedded Kafka broker and an embedded PostgreSQL are started first,
 * then the application with all modules in it. This is what {@code ./run} starts.
 */
@NullMarked
package dev.slipway.standalone;

import org.jspecify.annotations.NullMarked;
