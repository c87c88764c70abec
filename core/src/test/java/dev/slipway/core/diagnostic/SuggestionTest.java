package dev.slipway.core.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  private static final List<String> WORDS = List.of("RUN", "FROM", "COPY", "ENTRYPOINT");

  @ParameterizedTest
  @CsvSource({
    "RUM,RUN",
    "form,FROM",
    "COPYY,COPY",
    "CPY,COPY",
    "entrpyoint,ENTRYPOINT",
    "ENTRYPNT,ENTRYPOINT"
  })
  void findsTheNearest(String given, String meant) {
    assertEquals("; did you mean \"" + meant + "\"?", Suggestion.didYouMean(given, WORDS));
  }

  @ParameterizedTest
  @CsvSource({"R", "XYZ", "ENTRY", "INCLUDE"})
  void findsNothingFar(String given) {
    assertEquals("", Suggestion.didYouMean(given, WORDS));
  }

  @Test
  void prefersFewerEdits() {
    assertEquals("tool", Suggestion.nearest("tol", List.of("toll2", "tool", "tail")).orElseThrow());
    assertEquals("", Suggestion.didYouMean("x", List.of()));
  }
}
