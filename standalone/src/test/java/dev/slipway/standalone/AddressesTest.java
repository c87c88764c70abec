package dev.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressesTest {

  @Test
  void byDefaultEverybodyUsesTheLoopbackAddress() throws Exception {
    Addresses addresses = Addresses.of(Settings.read(Map.of()), 8080);

    assertEquals("http://127.0.0.1:8080", addresses.publicUrl());
    assertEquals("http://127.0.0.1:8080", addresses.localUrl());
    assertEquals("127.0.0.1:8080", addresses.registryHost());
    assertTrue(addresses.isPlainHttp());
  }

  @Test
  void imagesAreNamedAfterThePublicUrl() throws Exception {
    Settings settings =
        Settings.read(Map.of("SLIPWAY_PUBLIC_URL", "https://builds.example.com:8443"));

    Addresses addresses = Addresses.of(settings, 8080);

    assertEquals("builds.example.com:8443", addresses.registryHost());
    assertEquals("http://127.0.0.1:8080", addresses.localUrl());
  }

  @Test
  void whoListensEverywhereReachesItselfOverLoopback() throws Exception {
    Addresses addresses = Addresses.of(Settings.read(Map.of("SLIPWAY_HOST", "0.0.0.0")), 80);

    assertEquals("http://127.0.0.1:80", addresses.localUrl());
    assertTrue(addresses.publicUrl().endsWith(":80"), addresses.publicUrl());
  }

  @Test
  void anIpv6AddressStandsInBrackets() throws Exception {
    Addresses addresses = Addresses.of(Settings.read(Map.of("SLIPWAY_HOST", "::1")), 8080);

    assertEquals("http://[::1]:8080", addresses.publicUrl());
    assertEquals("[::1]:8080", addresses.registryHost());
  }
}
