/** The import over REST. */
@NullMarked
package dev.slipway.service.dockerhub.web;

import org.jspecify.annotations.NullMarked;
