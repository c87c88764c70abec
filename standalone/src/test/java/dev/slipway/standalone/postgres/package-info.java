@NullMarked
package dev.slipway.standalone.postgres;

import org.jspecify.annotations.NullMarked;
