/** What HTTP clients can ask for about refs that exist. */
@NullMarked
package dev.slipway.service.selection.web;

import org.jspecify.annotations.NullMarked;
