package dev.slipway.service.build;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The clock of everything that notes or compares times; tests bring their own. */
final class SystemClock {

  private SystemClock() {}

  @Produces
  @Singleton
  @DefaultBean
  static Clock clock() {
    return Clock.systemUTC();
  }
}
