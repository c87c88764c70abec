package dev.slipway.worker.engine.buildah;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.util.Optional;

/** The defaults. */
class TestingBuildahConfig implements BuildahConfig {

  static final long MIB = 1024 * 1024;

  static MemorySize bytes(long bytes) {
    return new MemorySize(BigInteger.valueOf(bytes));
  }

  @Override
  public String command() {
    return "buildah";
  }

  @Override
  public String runtime() {
    return "runc";
  }

  @Override
  public String network() {
    return "auto";
  }

  @Override
  public String isolation() {
    return "auto";
  }

  @Override
  public String user() {
    return "slipway-build";
  }

  @Override
  public boolean makeUser() {
    return true;
  }

  @Override
  public boolean sameUser() {
    return true;
  }

  @Override
  public Limits limits() {
    return new TestingLimits();
  }

  @Override
  public MemorySize cache() {
    return bytes(10_240 * MIB);
  }

  @Override
  public MemorySize cacheTotal() {
    return bytes(51_200 * MIB);
  }

  /** The defaults. */
  static class TestingLimits implements Limits {

    @Override
    public Optional<MemorySize> memory() {
      return Optional.empty();
    }

    @Override
    public double cpus() {
      return 0;
    }

    @Override
    public int pids() {
      return 4096;
    }

    @Override
    public MemorySize disk() {
      return bytes(20_480 * MIB);
    }

    @Override
    public long files() {
      return 2_000_000;
    }

    @Override
    public boolean controlGroups() {
      return true;
    }
  }
}
