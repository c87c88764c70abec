/** Who may do what: one policy, asked everywhere. */
@NullMarked
package dev.slipway.service.access;

import org.jspecify.annotations.NullMarked;
