@NullMarked
package dev.slipway.standalone;

import org.jspecify.annotations.NullMarked;
