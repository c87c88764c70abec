/** Notifications as signed webhooks. */
@NullMarked
package dev.slipway.service.notification.webhook;

import org.jspecify.annotations.NullMarked;
