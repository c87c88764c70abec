/** What REST clients of Git hosts have in common: addresses, credentials, failures. */
@NullMarked
package dev.slipway.service.host.rest;

import org.jspecify.annotations.NullMarked;
