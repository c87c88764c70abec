package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.layer.LayerCache;
import dev.slipway.worker.engine.remote.Remotes;
import dev.slipway.worker.publish.BaseImages;
import java.nio.file.Path;

/** Makes engines for tests of other packages. */
public final class TestingNativeEngine {

  private TestingNativeEngine() {}

  /** One whose ADD fetches. */
  public static NativeEngine fetching(BaseImages bases, Path folder, Remotes remotes) {
    return new NativeEngine(
        bases,
        new LayerCache(folder.resolve("layers")),
        remotes,
        new ArchiveLimits(1_000_000, 1_000));
  }
}
