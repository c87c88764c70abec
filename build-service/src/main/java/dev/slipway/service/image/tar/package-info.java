/** Images as files, streamed from their registries. */
@NullMarked
package dev.slipway.service.image.tar;

import org.jspecify.annotations.NullMarked;
