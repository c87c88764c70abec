/** Registry hooks and their events over REST. */
@NullMarked
package dev.slipway.service.baseimage.hook.web;

import org.jspecify.annotations.NullMarked;
