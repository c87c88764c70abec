/** Tests of GitHub's API and OAuth flow. */
@NullMarked
package dev.slipway.service.host.github;

import org.jspecify.annotations.NullMarked;
