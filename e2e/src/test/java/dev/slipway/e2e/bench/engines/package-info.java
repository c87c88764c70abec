/** How long engines take to build and push, beside the plain commands and Jib. */
package dev.slipway.e2e.bench.engines;
