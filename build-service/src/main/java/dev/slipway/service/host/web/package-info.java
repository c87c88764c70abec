/** Git hosts and linked accounts over REST, and the pages that browsers come back to. */
@NullMarked
package dev.slipway.service.host.web;

import org.jspecify.annotations.NullMarked;
