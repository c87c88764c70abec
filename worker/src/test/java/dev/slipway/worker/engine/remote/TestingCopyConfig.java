package dev.slipway.worker.engine.remote;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;

/** Small bounds, and Git over plain HTTP where a test allows it. */
record TestingCopyConfig(boolean gitOverHttp) implements CopyConfig {

  @Override
  public MemorySize largestDownload() {
    return bytes(1_000);
  }

  @Override
  public MemorySize largestArchive() {
    return bytes(1_000_000);
  }

  @Override
  public int mostEntries() {
    return 100;
  }

  @Override
  public MemorySize downloadCache() {
    return bytes(2_000);
  }

  private static MemorySize bytes(long number) {
    return new MemorySize(BigInteger.valueOf(number));
  }
}
