/**
 * How Slipway reaches Git remotes: over HTTP and SSH that are checked at connect time, with
 * credentials that stay with their origin.
 */
@NullMarked
package dev.slipway.git;

import org.jspecify.annotations.NullMarked;
