/** URLs by which scripts start builds without any other credential. */
@NullMarked
package dev.slipway.service.trigger;

import org.jspecify.annotations.NullMarked;
