package dev.slipway.worker.publish;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlatformTest {

  @Test
  void platformsHaveUsualVariants() {
    assertTrue(Platform.parse("linux/arm64").acceptsVariant("v8"));
    assertTrue(Platform.parse("linux/aarch64").acceptsVariant(null));
    assertTrue(Platform.parse("linux/arm").acceptsVariant("v7"));
    assertFalse(Platform.parse("linux/arm/v6").acceptsVariant("v7"));
    assertFalse(Platform.parse("linux/amd64").acceptsVariant("v3"));
    assertThrows(IllegalArgumentException.class, () -> Platform.parse("linux"));
  }
}
