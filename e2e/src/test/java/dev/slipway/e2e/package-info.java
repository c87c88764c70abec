/** The import table, and what an operator and a user see, end to end. */
package dev.slipway.e2e;
