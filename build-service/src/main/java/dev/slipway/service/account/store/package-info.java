/** Accounts, sessions and sign-in links in the database. */
@NullMarked
package dev.slipway.service.account.store;

import org.jspecify.annotations.NullMarked;
