/** Build rules: validation, order, preview. */
@NullMarked
package dev.slipway.service.rule;

import org.jspecify.annotations.NullMarked;
