/** Notifications as e-mail. */
@NullMarked
package dev.slipway.service.notification.mail;

import org.jspecify.annotations.NullMarked;
