/** Schedules over REST. */
@NullMarked
package dev.slipway.service.schedule.web;

import org.jspecify.annotations.NullMarked;
