/** What HTTP clients can ask of deliveries. */
@NullMarked
package dev.slipway.service.delivery.web;

import org.jspecify.annotations.NullMarked;
