/** Remotes asked with JGit. */
@NullMarked
package dev.slipway.service.source.git;

import org.jspecify.annotations.NullMarked;
