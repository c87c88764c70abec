/** Build rules: which refs build, and to which tags. */
@NullMarked
package dev.slipway.core.rule;

import org.jspecify.annotations.NullMarked;
