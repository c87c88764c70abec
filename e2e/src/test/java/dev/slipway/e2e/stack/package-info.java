/** The real parts around Slipway: git servers, registries, clients, and the application itself. */
package dev.slipway.e2e.stack;
