package dev.slipway.e2e.bench.engines;

import java.nio.file.Path;

/** Somebody who builds a case and pushes it to the registry. */
interface Contestant {

  /** As the table calls it. */
  String name();

  /** Whether it can build a case at all. */
  boolean can(Case what);

  /**
   * Builds and pushes, the source of the mode before being known from the call before.
   *
   * @param folder for files of this case and round, the same for all of its modes
   * @return milliseconds
   */
  double run(Case what, int round, Mode mode, Path folder) throws Exception;
}
