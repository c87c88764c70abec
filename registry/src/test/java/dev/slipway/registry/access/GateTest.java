package dev.slipway.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.secret.RegistryToken;
import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final byte[] KEY = new byte[32];
  private static final RepositoryName REPOSITORY = new RepositoryName("team/app");

  private final Gate gate = gate(Optional.of(Base64.getEncoder().encodeToString(KEY)));

  @Test
  void aTokenIsABuildUntilItIsOver() {
    String inTime = new RegistryToken("team/app", NOW.plusSeconds(1)).sign(KEY);
    String over = new RegistryToken("team/app", NOW).sign(KEY);

    Caller caller = gate.identify("Bearer " + inTime);

    assertInstanceOf(Caller.Build.class, caller);
    caller.requireWrite(REPOSITORY);
    refused("Bearer " + over);
  }

  @Test
  void withoutKeyNoTokenIsGood() {
    String token = new RegistryToken("team/app", NOW.plusSeconds(1)).sign(KEY);

    assertThrows(RegistryException.class, () -> gate(Optional.empty()).identify("Bearer " + token));
    assertThrows(RegistryException.class, () -> gate(Optional.of(" ")).identify("Bearer " + token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not base64!", "c2hvcnQ="})
  void aBadKeyStopsTheStartWithoutBeingRepeated(String key) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> gate(Optional.of(key)));

    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("slipway.registry-key"), message);
    assertFalse(message.contains(key), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic !", "Basic Zm9v", "Digest abc", "Bearer", "Bearer x"})
  void malformedCredentialsAreRefused(String authorization) {
    refused(authorization);
  }

  @Test
  void whereNobodyDecidesPeopleMayDoNothing() {
    Caller anonymous = gate.identify(null);

    assertFalse(anonymous.mayPull(REPOSITORY));
    assertThrows(RegistryException.class, () -> anonymous.requirePull(REPOSITORY));
    assertThrows(RegistryException.class, () -> anonymous.requireWrite(REPOSITORY));
    refused(basic("alice", "wonder"));
  }

  @Test
  void credentialsNeverShowTheirSecret() {
    Credentials credentials = new Credentials(Optional.of("alice"), "wonder");

    assertFalse(credentials.toString().contains("wonder"));
  }

  private void refused(String authorization) {
    RegistryException refused =
        assertThrows(RegistryException.class, () -> gate.identify(authorization));
    assertEquals(ErrorCode.UNAUTHORIZED, refused.code());
    assertEquals("Basic realm=\"Slipway\"", refused.headers().get("WWW-Authenticate"));
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static Gate gate(Optional<String> key) {
    return new Gate(new BuildTokens(key, Clock.fixed(NOW, ZoneOffset.UTC)), new NobodyMayPull());
  }
}
