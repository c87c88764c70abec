package dev.slipway.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkipMarkerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[skip ci]",
        "Fix typo [ci skip]",
        "Fix\n\nbody [SKIP Build] more",
        "[[build skip]]",
        "[[[x] [Ci SkIp]"
      })
  void markersAreFoundInAnyCaseAnywhere(String message) {
    assertTrue(SkipMarker.find(message).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "skip ci", "[skip  ci]", "[skip]", "[ci", "[skip ci", "(skip ci)"})
  void otherWordsAreNone(String message) {
    assertTrue(SkipMarker.find(message).isEmpty());
  }

  @Test
  void aMessageThatIsNotKnownHasNone() {
    assertEquals(true, SkipMarker.find(null).isEmpty());
  }
}
