package dev.slipway.core.dockerfile.check;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.diagnostic.SourceRange;

/** Takes what the checks find, and reports it as the file's settings want it. */
public final class CheckReport {

  private final CheckSettings settings;
  private final DiagnosticCollector problems;

  public CheckReport(CheckSettings settings, DiagnosticCollector problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /**
   * Reports a finding, the check's name in front.
   *
   * @param message what is found and what to do
   */
  public void found(Check check, String message, SourceRange range) {
    if (!settings.runs(check)) {
      return;
    }
    String text = check.id() + ": " + message;
    if (settings.asErrors()) {
      problems.error(text, range);
    } else {
      problems.warning(text, range);
    }
  }
}
