package dev.slipway.worker.engine.buildkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The defaults, for an engine of the test's own. */
class TestingBuildkitConfig implements BuildkitConfig {

  private final String host;

  TestingBuildkitConfig(String host) {
    this.host = host;
  }

  @Override
  public Optional<String> command() {
    return Optional.empty();
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public Optional<Path> certificates() {
    return Optional.empty();
  }

  @Override
  public Optional<Network> network() {
    return Optional.empty();
  }

  @Override
  public Optional<List<String>> platforms() {
    return Optional.empty();
  }

  @Override
  public Duration probeTimeout() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Duration probeInterval() {
    return Duration.ofSeconds(30);
  }
}
