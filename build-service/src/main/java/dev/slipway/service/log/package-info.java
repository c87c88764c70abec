/** Build logs: storage, reading, streaming. */
@NullMarked
package dev.slipway.service.log;

import org.jspecify.annotations.NullMarked;
