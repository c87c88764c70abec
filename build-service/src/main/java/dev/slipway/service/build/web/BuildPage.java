package dev.slipway.service.build.web;

import dev.slipway.service.build.BuildView;
import dev.slipway.service.image.ImageDetails;
import org.jspecify.annotations.Nullable;

/**
 * What a build's page shows.
 *
 * @param build the build
 * @param image what its image consists of, null when there is none or nobody told
 * @param mayBuild whether the viewer may cancel and retry
 * @param mayReadLog whether the viewer may read the log
 * @param log the log so far, or its end
 * @param logCut whether the log's beginning is missing
 * @param logEnd the byte offset at which the live log goes on
 */
record BuildPage(
    BuildView build,
    @Nullable ImageDetails image,
    boolean mayBuild,
    boolean mayReadLog,
    String log,
    boolean logCut,
    long logEnd) {}
