/** Webhooks as they are at the Git host: installed, looked after and taken away. */
@NullMarked
package dev.slipway.service.repository.hook;

import org.jspecify.annotations.NullMarked;
