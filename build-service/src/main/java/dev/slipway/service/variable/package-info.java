/** Build arguments and secrets that a repository, or one of its rules, gives its builds. */
@NullMarked
package dev.slipway.service.variable;

import org.jspecify.annotations.NullMarked;
