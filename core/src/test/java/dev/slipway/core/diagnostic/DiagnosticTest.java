package dev.slipway.core.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticTest {

  private static final SourceRange PLACE = SourceRange.lines("D", 1, 1);

  @Test
  void quotesNothingThatRewritesATerminal() {
    assertEquals("D:1: no ␛[2J", Diagnostic.error("no \u001b[2J", PLACE).toString());
  }

  @Test
  void isCut() {
    assertEquals(1_001, Diagnostic.warning("x".repeat(60_000), PLACE).message().length());
  }

  @Test
  void areCollectedInTheFilesOrder() {
    DiagnosticCollector collector = new DiagnosticCollector();
    collector.warning("w", PLACE);
    assertFalse(collector.hasErrors());
    collector.error("b", new SourceRange("D", 2, 2, 7));
    collector.error("a", new SourceRange("D", 2, 2, 3));
    collector.error("first", PLACE);
    assertEquals(
        List.of("first", "a", "b"), collector.errors().stream().map(Diagnostic::message).toList());
    assertEquals(1, collector.warnings().size());
  }

  @Test
  void areCountedBeyondTheFirstFifty() {
    DiagnosticCollector collector = new DiagnosticCollector();
    for (int line = 1; line <= 60; line++) {
      collector.error("e", SourceRange.lines("D", line, line));
    }
    List<Diagnostic> errors = collector.errors();
    assertEquals(51, errors.size());
    assertTrue(errors.get(50).toString().startsWith("D:50: and 10 more errors"));
  }
}
