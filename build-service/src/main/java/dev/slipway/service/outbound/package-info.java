/** HTTP to where users say: checked at connect time, bounded, without redirects. */
@NullMarked
package dev.slipway.service.outbound;

import org.jspecify.annotations.NullMarked;
