/** Reconciliation over REST. */
@NullMarked
package dev.slipway.service.reconcile.web;

import org.jspecify.annotations.NullMarked;
