/** Repositories, their sources, destinations and webhooks. */
@NullMarked
package dev.slipway.service.repository;

import org.jspecify.annotations.NullMarked;
