package dev.slipway.gateway.delivery.web;

import dev.slipway.gateway.GatewayConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** How much memory the bodies of all requests may hold together. */
@Singleton
class BodyBudget {

  private final long limit;
  private final AtomicLong held = new AtomicLong();

  @Inject
  BodyBudget(GatewayConfig config) {
    this(config.heldBodiesLimit().asLongValue());
  }

  BodyBudget(long limit) {
    this.limit = limit;
  }

  /** Takes bytes out of the budget, if there are so many left. */
  boolean reserve(long bytes) {
    if (held.addAndGet(bytes) <= limit) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
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
