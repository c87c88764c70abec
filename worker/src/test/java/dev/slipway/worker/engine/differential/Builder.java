package dev.slipway.worker.engine.differential;

import java.util.List;
import java.util.Map;

/** One of those who build the cases. */
interface Builder {

  /** What each case became, by its name. */
  Map<String, Outcome> build(List<DifferentialCase> cases) throws Exception;
}
