/** Links over REST. */
@NullMarked
package dev.slipway.service.baseimage.link.web;

import org.jspecify.annotations.NullMarked;
