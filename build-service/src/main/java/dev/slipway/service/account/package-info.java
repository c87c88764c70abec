/** Users, sessions, sign-in links, tokens. */
@NullMarked
package dev.slipway.service.account;

import org.jspecify.annotations.NullMarked;
