package dev.slipway.service.build.web;

import dev.slipway.service.build.BuildView;

/**
 * What a build's page shows.
 *
 * @param build the build
 * @param mayBuild whether the viewer may cancel and retry
 * @param mayReadLog whether the viewer may read the log
 * @param log the log so far, or its end
 * @param logCut whether the log's beginning is missing
 * @param logEnd the byte offset at which the live log goes on
 */
record BuildPage(
    BuildView build,
    boolean mayBuild,
    boolean mayReadLog,
    String log,
    boolean logCut,
    long logEnd) {}
