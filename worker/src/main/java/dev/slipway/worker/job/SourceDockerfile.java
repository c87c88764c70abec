package dev.slipway.worker.job;

/**
 * @param path the Dockerfile in the source
 * @param contextPath the context's folder in the source, empty for the root
 * @param content its bytes
 */
record SourceDockerfile(String path, String contextPath, byte[] content) {}
