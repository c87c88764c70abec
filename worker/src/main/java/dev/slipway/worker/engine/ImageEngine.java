package dev.slipway.worker.engine;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.worker.publish.Platform;
import java.io.IOException;
import java.util.Optional;

/** A way to turn a planned Dockerfile and its context into an image. */
public interface ImageEngine {

  /** The word for {@code SLIPWAY_ENGINE} and for a build's {@code engine}, such as native. */
  String name();

  /**
   * Why this engine can't build this plan on this machine.
   *
   * @param platform what the image is for
   * @return empty when it can; else a sentence that says what to do or to install
   */
  Optional<String> obstacle(BuildPlan plan, Platform platform);

  /**
   * What else than its inputs determines an image, such as the version of a program that this
   * engine runs; empty when only the worker's own version does. Part of an image's provenance.
   */
  default String version() {
    return "";
  }

  /** Whether RUN steps for a platform can be run here, by the machine itself or by emulation. */
  default boolean runs(Platform platform) {
    return platform.isSameAs(Platform.ofThisMachine());
  }

  /**
   * Builds. Blocks; stops soon after its thread is interrupted, leaving nothing running.
   *
   * @return the image, whose blobs stay readable until it is closed
   * @throws BuildFailedException when the repository is at fault
   * @throws IOException when the infrastructure is
   */
  BuiltImage build(EngineRequest request)
      throws BuildFailedException, IOException, InterruptedException;
}
