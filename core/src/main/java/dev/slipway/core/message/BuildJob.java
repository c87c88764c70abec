package dev.slipway.core.message;

/**
 * "This build wants a worker." It carries nothing else: the worker that takes it claims the build
 * and gets the plan and the credentials from the build-service. Published on {@link Topics#JOBS}.
 *
 * @param buildId the build, a UUID
 * @param attempt the attempt that a claim will start, from 1
 */
public record BuildJob(String buildId, int attempt) {}
