/** Commit statuses over REST. */
@NullMarked
package dev.slipway.service.status.web;

import org.jspecify.annotations.NullMarked;
