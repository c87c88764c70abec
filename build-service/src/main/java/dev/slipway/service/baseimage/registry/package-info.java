/** Asking registries for the digests of their tags, and reading images from them. */
@NullMarked
package dev.slipway.service.baseimage.registry;

import org.jspecify.annotations.NullMarked;
