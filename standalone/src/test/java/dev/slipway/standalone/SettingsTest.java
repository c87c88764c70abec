package dev.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.secret.SecretBox;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void anEmptyEnvironmentGivesTheDocumentedDefaults() throws Exception {
    Settings settings = Settings.read(Map.of());

    assertEquals(8080, settings.port());
    assertEquals("127.0.0.1", settings.host());
    assertTrue(settings.isLoopbackOnly());
    assertEquals(Path.of("data").toAbsolutePath(), settings.data());
    assertNull(settings.publicUrl());
    assertNull(settings.secretKey());
    assertNull(settings.adminToken());
    assertNull(settings.allowPrivateHosts());
  }

  @Test
  void anEmptyVariableIsOneThatIsNotSet() throws Exception {
    Settings settings =
        Settings.read(Map.of("SLIPWAY_PORT", "", "SLIPWAY_ADMIN_TOKEN", " ", "SLIPWAY_HOST", ""));

    assertEquals(8080, settings.port());
    assertNull(settings.adminToken());
    assertTrue(settings.isLoopbackOnly());
  }

  @Test
  void whatIsChosenIsTaken() throws Exception {
    String key = SecretBox.newBase64Key();
    Settings settings =
        Settings.read(
            Map.of(
                "SLIPWAY_PORT", "0",
                "SLIPWAY_HOST", "0.0.0.0",
                "SLIPWAY_DATA", "/srv/slipway/../slipway",
                "SLIPWAY_PUBLIC_URL", "https://builds.example.com/",
                "SLIPWAY_SECRET_KEY", key,
                "SLIPWAY_REGISTRY_MIRRORS", "docker.io=http://127.0.0.1:5000, quay.io=https://m"));

    assertEquals(0, settings.port());
    assertFalse(settings.isLoopbackOnly());
    assertEquals(Path.of("/srv/slipway"), settings.data());
    assertEquals("https://builds.example.com", settings.publicUrl());
    assertEquals(key, settings.secretKey());
  }

  @Test
  void allErrorsAreToldAtOnce() {
    StartException refused =
        assertThrows(
            StartException.class,
            () ->
                Settings.read(
                    Map.of(
                        "SLIPWAY_PORT", "eighty",
                        "SLIPWAY_HOST", "no such host",
                        "SLIPWAY_PUBLIC_URL", "builds.example.com",
                        "SLIPWAY_SECRET_KEY", "c2hvcnQ=",
                        "SLIPWAY_ENGINE", "kaniko",
                        "SLIPWAY_REGISTRY_MIRRORS", "127.0.0.1:5000")));

    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("6 errors"), message);
    for (String variable :
        new String[] {
          "SLIPWAY_PORT is \"eighty\"",
          "SLIPWAY_HOST is \"no such host\"",
          "SLIPWAY_PUBLIC_URL is \"builds.example.com\"",
          "SLIPWAY_SECRET_KEY must be",
          "SLIPWAY_ENGINE is \"kaniko\"",
          "SLIPWAY_REGISTRY_MIRRORS has \"127.0.0.1:5000\""
        }) {
      assertTrue(message.contains(variable), () -> variable + " is missing in: " + message);
    }
  }

  @Test
  void aShortAdminTokenIsForLoopbackOnly() throws StartException {
    Map<String, String> loopback = Map.of("SLIPWAY_ADMIN_TOKEN", "hunter2");
    Map<String, String> anywhere =
        Map.of("SLIPWAY_ADMIN_TOKEN", "hunter2", "SLIPWAY_HOST", "0.0.0.0");

    assertEquals("hunter2", Settings.read(loopback).adminToken());
    StartException refused = assertThrows(StartException.class, () -> Settings.read(anywhere));
    assertTrue(String.valueOf(refused.getMessage()).contains("SLIPWAY_ADMIN_TOKEN is too easy"));
  }

  @Test
  void noErrorRepeatsASecret() {
    StartException refused =
        assertThrows(
            StartException.class,
            () ->
                Settings.read(
                    Map.of(
                        "SLIPWAY_SECRET_KEY",
                        "my-precious",
                        "SLIPWAY_ADMIN_TOKEN",
                        "hunter2",
                        "SLIPWAY_HOST",
                        "0.0.0.0")));

    assertFalse(String.valueOf(refused.getMessage()).contains("my-precious"));
    assertFalse(String.valueOf(refused.getMessage()).contains("hunter2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "8080x", "99999999999999"})
  void aPortOutOfRangeIsRefused(String port) {
    assertThrows(StartException.class, () -> Settings.read(Map.of("SLIPWAY_PORT", port)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com",
        "http://",
        "http://example.com/slipway",
        "http://user@example.com",
        "http://example.com?x=1",
        "http://exa mple.com"
      })
  void aPublicUrlIsAnOriginAndNothingElse(String url) {
    assertThrows(StartException.class, () -> Settings.read(Map.of("SLIPWAY_PUBLIC_URL", url)));
  }
}
