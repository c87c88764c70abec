/** Organizations over REST. */
@NullMarked
package dev.slipway.service.organization.web;

import org.jspecify.annotations.NullMarked;
