package dev.slipway.worker.job;

import dev.slipway.worker.engine.ImageEngine;

/**
 * @param planned what to build for one platform
 * @param engine what builds it
 */
record ChosenBuild(PlannedBuild planned, ImageEngine engine) {}
