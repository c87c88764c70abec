/** What HTTP clients can ask of logs. */
@NullMarked
package dev.slipway.service.log.web;

import org.jspecify.annotations.NullMarked;
