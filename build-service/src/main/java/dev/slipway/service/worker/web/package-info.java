/** What workers tell of themselves, and what administrators see of it. */
@NullMarked
package dev.slipway.service.worker.web;

import org.jspecify.annotations.NullMarked;
