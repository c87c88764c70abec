/** Who is told of a repository's builds, what, and what became of it. */
@NullMarked
package dev.slipway.service.notification;

import org.jspecify.annotations.NullMarked;
