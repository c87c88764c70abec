package dev.slipway.gateway.delivery.web;

import dev.slipway.gateway.GatewayConfig;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * How much memory the bodies of all requests may hold together. Large bodies may not take all of
 * it: the last quarter is for bodies that are still small, so that a few large ones, which anybody
 * may send before a signature is checked, don't keep ordinary webhooks out.
 */
@Singleton
class BodyBudget {

  /** Far more than an ordinary push event: Bitbucket Cloud itself sends no more. */
  private static final long SMALL_BODY_BYTES = 256 * 1024;

  private final long limit;
  private final AtomicLong held = new AtomicLong();

  @Inject
  BodyBudget(GatewayConfig config) {
    this(config.heldBodiesLimit().asLongValue(), largestBody(config));
  }

  /**
   * @param limit of all bodies together, in bytes
   * @param largestBody that is allowed, in bytes
   * @throws IllegalArgumentException when the largest body could never be held
   */
  BodyBudget(long limit, long largestBody) {
    this.limit = limit;
    if (shareOfLarge() < largestBody) {
      throw new IllegalArgumentException(
          "slipway.gateway.held-bodies-limit is "
              + limit
              + " bytes, of which large bodies may hold "
              + shareOfLarge()
              + ", but a body may have "
              + largestBody
              + "; raise it to 4/3 of the largest body limit at least");
    }
  }

  private static long largestBody(GatewayConfig config) {
    return Stream.of(
            config.githubBodyLimit(),
            config.bitbucketBodyLimit(),
            config.bitbucketServerBodyLimit())
        .mapToLong(MemorySize::asLongValue)
        .max()
        .orElseThrow();
  }

  /**
   * Takes bytes out of the budget, if there are so many left.
   *
   * @param holding what the same body holds already, in bytes
   */
  boolean reserve(long bytes, long holding) {
    long share = holding < SMALL_BODY_BYTES ? limit : shareOfLarge();
    if (held.addAndGet(bytes) <= share) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  private long shareOfLarge() {
    return limit - limit / 4;
  }

  /** Gives back what was reserved. */
  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  /** What is reserved now, in bytes. */
  long held() {
    return held.get();
  }
}
