package dev.slipway.worker.job;

import dev.slipway.worker.attest.Attestor;
import dev.slipway.worker.attest.inventory.Inventories;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Attestations that are written as ever, attached to a test's destination. */
final class TestingAttest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);

  private TestingAttest() {}

  static AttestImage of(Path folder) throws IOException {
    return of(true, folder);
  }

  static AttestImage of(boolean enabled, Path folder) throws IOException {
    Inventories inventories = Inventories.in(folder, 1_000_000, 1_000_000, CLOCK);
    return new AttestImage(enabled, new Attestor(inventories, "1.2.3"), CLOCK);
  }
}
