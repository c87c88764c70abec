/** Builds that the clock asks for. */
@NullMarked
package dev.slipway.service.schedule;

import org.jspecify.annotations.NullMarked;
