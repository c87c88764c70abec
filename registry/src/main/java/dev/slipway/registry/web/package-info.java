/** The OCI Distribution API v1.1 over HTTP. */
@NullMarked
package dev.slipway.registry.web;

import org.jspecify.annotations.NullMarked;
