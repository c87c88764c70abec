/** Notifications as messages to Slack and what takes its messages. */
@NullMarked
package dev.slipway.service.notification.slack;

import org.jspecify.annotations.NullMarked;
