/** Variables over REST. */
@NullMarked
package dev.slipway.service.variable.web;

import org.jspecify.annotations.NullMarked;
