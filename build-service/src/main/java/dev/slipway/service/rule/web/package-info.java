/** Build rules over REST. */
@NullMarked
package dev.slipway.service.rule.web;

import org.jspecify.annotations.NullMarked;
