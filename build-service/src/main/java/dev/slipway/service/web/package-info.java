/** What REST and pages share: problems, their mapping, limits on bodies. */
@NullMarked
package dev.slipway.service.web;

import org.jspecify.annotations.NullMarked;
