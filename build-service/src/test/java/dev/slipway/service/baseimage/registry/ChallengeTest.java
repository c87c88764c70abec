package dev.slipway.service.baseimage.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aBearerChallengeNamesRealmServiceAndScope() {
    Challenge challenge =
        Challenge.parse(
                "Bearer realm=\"https://auth.example/token\",service=\"r.example\", scope=\"repository:a/b:pull,push\"")
            .orElseThrow();

    assertTrue(challenge.isBearer());
    assertEquals(
        Map.of(
            "realm", "https://auth.example/token",
            "service", "r.example",
            "scope", "repository:a/b:pull,push"),
        challenge.parameters());
  }

  @Test
  void schemesAndNamesHaveNoCaseAndQuotesMayBeEscaped() {
    Challenge challenge =
        Challenge.parse("bAsIc Realm=\"a \\\"b\\\"\", charset=UTF-8").orElseThrow();

    assertTrue(challenge.isBasic());
    assertEquals(Map.of("realm", "a \"b\"", "charset", "UTF-8"), challenge.parameters());
  }

  @Test
  void nothingReadableIsNoChallenge() {
    assertTrue(Challenge.parse(null).isEmpty());
    assertTrue(Challenge.parse("").isEmpty());
    assertTrue(Challenge.parse("=,=").isEmpty());
    assertTrue(Challenge.parse("Bearer " + "a".repeat(5_000)).isEmpty());
    assertEquals(
        Map.of(), Challenge.parse("Bearer realm=\"never closed").orElseThrow().parameters());
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    assertEquals(Duration.ofSeconds(120), RetryAfter.parse(" 120 ", NOW));
    assertEquals(Duration.ofSeconds(90), RetryAfter.parse("Sat, 21 Nov 2026 12:01:30 GMT", NOW));
    assertEquals(Duration.ZERO, RetryAfter.parse("Sat, 21 Nov 2026 11:00:00 GMT", NOW));
    assertNull(RetryAfter.parse("-1", NOW));
    assertNull(RetryAfter.parse("99999999999999999999", NOW));
    assertNull(RetryAfter.parse("soon", NOW));
    assertNull(RetryAfter.parse(null, NOW));
  }
}
