/** Base images over REST. */
@NullMarked
package dev.slipway.service.baseimage.web;

import org.jspecify.annotations.NullMarked;
