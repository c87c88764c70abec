package dev.slipway.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Waits for {@code GET /q/health/ready} to answer 200, as an operator's probe would. */
final class Readiness {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int OK = 200;

  private final URI probe;

  Readiness(String baseUrl) {
    this.probe = URI.create(baseUrl + "/q/health/ready");
  }

  /** Whether it became ready within a time. */
  boolean await(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(PAUSE.toMillis());
    }
    return true;
  }

  private boolean isReady() {
    try {
      HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
      connection.setConnectTimeout((int) Duration.ofSeconds(1).toMillis());
      connection.setReadTimeout((int) Duration.ofSeconds(5).toMillis());
      try {
        return connection.getResponseCode() == OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false; // not listening yet
    }
  }
}
