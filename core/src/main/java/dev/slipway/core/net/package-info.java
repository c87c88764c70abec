/** Which addresses a user's URL may lead to. */
@NullMarked
package dev.slipway.core.net;

import org.jspecify.annotations.NullMarked;
