package dev.slipway.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryEndpointsTest {

  @Test
  void mirrorsComeFirstInTheirOrder() {
    RegistryEndpoints endpoints =
        RegistryEndpoints.parse(
            "docker.io=http://127.0.0.1:5000, docker.io=https://mirror.example/,quay.io=m:1",
            "m:1");

    assertEquals(
        List.of(
            new RegistryEndpoint("127.0.0.1:5000", true, true),
            new RegistryEndpoint("mirror.example", false, true),
            new RegistryEndpoint("registry-1.docker.io", false, false)),
        endpoints.forPull("docker.io"));
    assertTrue(endpoints.forPull("quay.io").get(0).insecure());
    assertEquals(1, endpoints.forPull("ghcr.io").size());
  }

  @Test
  void loopbackAndNamedRegistriesMayBePlain() {
    RegistryEndpoints endpoints = RegistryEndpoints.parse("", "Registry.Example:5000");

    for (String plain :
        List.of("registry.example:5000", "localhost:1", "127.0.0.2", "[::1]:5000")) {
      assertTrue(endpoints.forPush(plain, false).insecure(), plain);
    }
    for (String secure :
        List.of("registry.example", "ghcr.io", "127.0.0.1.example", "localhost.example:5000")) {
      assertFalse(endpoints.forPush(secure, false).insecure(), secure);
    }
    assertTrue(endpoints.forPush("ghcr.io", true).insecure());
  }

  @Test
  void aMalformedMirrorIsNamed() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class, () -> RegistryEndpoints.parse("http://x:5000", ""));

    assertEquals(
        "SLIPWAY_REGISTRY_MIRRORS: \"http://x:5000\" is no mirror; write it like"
            + " docker.io=http://127.0.0.1:5000",
        failure.getMessage());
  }
}
