package dev.slipway.worker.publish.jib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChallengeTest {

  @Test
  void parametersMayBeQuotedAndHoldCommas() {
    assertEquals(
        List.of(
            new Challenge(
                "bearer",
                Map.of(
                    "realm", "https://auth.example.com/token?a=b",
                    "service", "the \"registry\"",
                    "scope", "repository:a/b:pull,push"))),
        Challenge.parse(
            List.of(
                "Bearer realm=\"https://auth.example.com/token?a=b\", service=\"the"
                    + " \\\"registry\\\"\",SCOPE=\"repository:a/b:pull,push\"")));
  }

  @Test
  void oneHeaderMayOfferSeveral() {
    assertEquals(
        List.of(
            new Challenge("negotiate", Map.of()),
            new Challenge("basic", Map.of("realm", "x")),
            new Challenge("bearer", Map.of("realm", "y"))),
        Challenge.parse(List.of("Negotiate, Basic realm=\"x\"", "Bearer realm=y")));
  }

  @Test
  void nonsenseOffersNothing() {
    assertEquals(List.of(), Challenge.parse(List.of("", "=,=\"", "realm=\"x\"")));
  }
}
