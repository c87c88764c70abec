/** Which workers there are, and which of them has a repository's cache. */
@NullMarked
package dev.slipway.service.worker;

import org.jspecify.annotations.NullMarked;
