/** Repositories over REST, as pages, and as badges. */
@NullMarked
package dev.slipway.service.repository.web;

import org.jspecify.annotations.NullMarked;
