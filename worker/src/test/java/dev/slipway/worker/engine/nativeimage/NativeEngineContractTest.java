package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.engine.ImageEngineContract;
import dev.slipway.worker.engine.TestingBaseImages;
import dev.slipway.worker.engine.TestingTar;
import dev.slipway.worker.engine.layer.LayerCache;
import java.nio.file.Path;

class NativeEngineContractTest extends ImageEngineContract {

  @Override
  protected ImageEngine engine(Path caches) {
    TestingBaseImages bases =
        new TestingBaseImages()
            .add(
                "busybox",
                "{\"Cmd\":[\"sh\"]}",
                new TestingTar().directory("bin").file("bin/sh", 0755, 0, 0, "shell"));
    return new NativeEngine(bases, new LayerCache(caches));
  }

  @Override
  protected String base() {
    return "busybox";
  }
}
