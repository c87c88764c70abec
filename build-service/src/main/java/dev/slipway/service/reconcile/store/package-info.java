/** The state of reconciliation in PostgreSQL. */
@NullMarked
package dev.slipway.service.reconcile.store;

import org.jspecify.annotations.NullMarked;
