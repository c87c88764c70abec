package dev.slipway.worker.publish;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where this worker keeps what it may need again. */
@ConfigMapping(prefix = "slipway.worker")
public interface CacheConfig {

  /** Folder of this worker alone; blobs of base images are in {@code blobs} below it. */
  Path directory();
}
