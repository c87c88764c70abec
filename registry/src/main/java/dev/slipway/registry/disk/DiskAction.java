package dev.slipway.registry.disk;

import java.io.IOException;

/**
 * Some work on the data folder.
 *
 * @param <T> what it gives
 */
@FunctionalInterface
public interface DiskAction<T> {

  /** Does the work. */
  T run() throws IOException;
}
