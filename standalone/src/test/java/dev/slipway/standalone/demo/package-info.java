@NullMarked
package dev.slipway.standalone.demo;

import org.jspecify.annotations.NullMarked;
