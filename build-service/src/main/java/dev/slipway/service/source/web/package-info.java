/** Sources and their refs over REST. */
@NullMarked
package dev.slipway.service.source.web;

import org.jspecify.annotations.NullMarked;
