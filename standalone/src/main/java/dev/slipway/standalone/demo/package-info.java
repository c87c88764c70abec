/** {@code ./run --demo}: a push that becomes an image, without any network. */
@NullMarked
package dev.slipway.standalone.demo;

import org.jspecify.annotations.NullMarked;
