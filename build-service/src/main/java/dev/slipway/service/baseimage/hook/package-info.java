/** Events of registries, taken as hints to look. */
@NullMarked
package dev.slipway.service.baseimage.hook;

import org.jspecify.annotations.NullMarked;
