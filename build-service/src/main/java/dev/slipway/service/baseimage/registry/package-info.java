/** Asking registries for the digests of their tags. */
@NullMarked
package dev.slipway.service.baseimage.registry;

import org.jspecify.annotations.NullMarked;
