/** What built images consist of, and how they differ from those before. */
@NullMarked
package dev.slipway.service.image;

import org.jspecify.annotations.NullMarked;
