/** Images over REST. */
@NullMarked
package dev.slipway.service.image.web;

import org.jspecify.annotations.NullMarked;
