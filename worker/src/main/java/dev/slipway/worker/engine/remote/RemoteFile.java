package dev.slipway.worker.engine.remote;

import dev.slipway.core.image.Digest;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A downloaded file.
 *
 * @param file where it is; it stays for the time of the build
 * @param digest of its content
 * @param size in bytes
 * @param modified its Last-Modified, null where the server gave none
 */
public record RemoteFile(Path file, Digest digest, long size, @Nullable Instant modified) {}
