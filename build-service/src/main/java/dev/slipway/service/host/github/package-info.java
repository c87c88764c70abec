/** GitHub and GitHub Enterprise: their API and their OAuth flow. */
@NullMarked
package dev.slipway.service.host.github;

import org.jspecify.annotations.NullMarked;
