/** A repository's remote, as far as the service itself looks at it. */
@NullMarked
package dev.slipway.service.source;

import org.jspecify.annotations.NullMarked;
