package dev.slipway.service.build;

import dev.slipway.core.message.BuildEvent;

/**
 * The worker of the running attempt told how it ended: a CDI event, fired in the transaction that
 * ends the build, after {@link BuildMoved}.
 *
 * @param build as it is now
 * @param outcome what the worker told, with the base images it used and the README
 */
public record AttemptReported(Build build, BuildEvent.Outcome outcome) {}
