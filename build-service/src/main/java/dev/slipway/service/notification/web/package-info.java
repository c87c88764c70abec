/** What HTTP clients can ask of notifications. */
@NullMarked
package dev.slipway.service.notification.web;

import org.jspecify.annotations.NullMarked;
