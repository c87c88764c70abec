package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildFailedException;
import java.io.IOException;

/** What an instruction does to its stage. */
@FunctionalInterface
interface Step {
  void run() throws BuildFailedException, IOException, InterruptedException;
}
