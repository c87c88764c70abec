/** Benchmarks against peers on the same parts as the scenarios; {@code bench/run} starts them. */
package dev.slipway.e2e.bench;
