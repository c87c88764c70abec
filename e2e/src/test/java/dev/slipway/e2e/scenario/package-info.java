/** Scenarios: a folder a case, with repository content, delivery and what has to come of it. */
package dev.slipway.e2e.scenario;
