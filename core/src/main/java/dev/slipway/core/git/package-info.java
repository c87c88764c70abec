/** Values of Git: refs, commits, remote URLs, hosts. */
@NullMarked
package dev.slipway.core.git;

import org.jspecify.annotations.NullMarked;
