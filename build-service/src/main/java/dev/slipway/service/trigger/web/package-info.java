/** Build triggers over HTTP: their management, and the URLs themselves. */
@NullMarked
package dev.slipway.service.trigger.web;

import org.jspecify.annotations.NullMarked;
