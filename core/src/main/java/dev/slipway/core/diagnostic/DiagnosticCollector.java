package dev.slipway.core.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gathers what is wrong with a file, so that its owner sees everything at once. Keeps the first
 * {@value #MAX_KEPT} of each severity and counts the rest: a file made of nothing but errors must
 * not cost more than one with a few.
 */
public final class DiagnosticCollector {

  private static final int MAX_KEPT = 50;
  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparingInt((Diagnostic d) -> d.range().startLine())
          .thenComparingInt(d -> d.range().column());

  private final Kept errors = new Kept();
  private final Kept warnings = new Kept();

  /** Adds something that stops the build. */
  public void error(String message, SourceRange range) {
    errors.add(Diagnostic.error(message, range));
  }

  /** Adds something that the file's owner should know. */
  public void warning(String message, SourceRange range) {
    warnings.add(Diagnostic.warning(message, range));
  }

  public boolean hasErrors() {
    return !errors.first.isEmpty();
  }

  /** The errors in the file's order; the last one counts those left out, if any. */
  public List<Diagnostic> errors() {
    return errors.inOrder("errors");
  }

  /** The warnings in the file's order; the last one counts those left out, if any. */
  public List<Diagnostic> warnings() {
    return warnings.inOrder("warnings");
  }

  private static final class Kept {
    private final List<Diagnostic> first = new ArrayList<>();
    private int leftOut;

    void add(Diagnostic diagnostic) {
      if (first.size() < MAX_KEPT) {
        first.add(diagnostic);
      } else {
        leftOut++;
      }
    }

    List<Diagnostic> inOrder(String what) {
      List<Diagnostic> all = new ArrayList<>(first);
      all.sort(BY_PLACE);
      if (leftOut > 0) {
        Diagnostic last = all.get(all.size() - 1);
        all.add(
            new Diagnostic(
                last.severity(), "and " + leftOut + " more " + what + " after this", last.range()));
      }
      return List.copyOf(all);
    }
  }
}
