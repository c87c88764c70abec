@NullMarked
package dev.slipway.standalone.kafka;

import org.jspecify.annotations.NullMarked;
