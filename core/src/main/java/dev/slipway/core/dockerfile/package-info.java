/** The Dockerfile front end: parser, instructions, plan. */
@NullMarked
package dev.slipway.core.dockerfile;

import org.jspecify.annotations.NullMarked;
