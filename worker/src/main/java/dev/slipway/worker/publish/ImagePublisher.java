package dev.slipway.worker.publish;

import dev.slipway.core.protocol.BuildAssignment.Destination;
import java.io.IOException;

/** The registry side of a push, for the images of all engines. */
public interface ImagePublisher {

  /**
   * Prepares pushing to a destination; nothing is connected to yet.
   *
   * @throws IOException when the destination is no image name
   */
  ImageDestination open(Destination destination) throws IOException;

  /** Loads what a first push would have to load, which takes seconds in a young JVM. */
  void warmUp() throws InterruptedException;
}
