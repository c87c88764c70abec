/**
 * The data folder: where everything lies, and how it is written so that a crash leaves no half
 * file.
 */
@NullMarked
package dev.slipway.registry.disk;

import org.jspecify.annotations.NullMarked;
