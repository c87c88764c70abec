package dev.slipway.gateway.hook.messaging;

import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The gateway is ready while it knows every webhook and hears of new ones. */
@Readiness
@Singleton
class RulesReadiness implements HealthCheck {

  private final RulesFollower follower;

  RulesReadiness(RulesFollower follower) {
    this.follower = follower;
  }

  @Override
  public HealthCheckResponse call() {
    RulesFollower.State state = follower.state();
    return HealthCheckResponse.named("slipway-gateway-rules")
        .status(state == RulesFollower.State.FOLLOWING)
        .withData("state", state.name().toLowerCase(Locale.ROOT))
        .build();
  }
}
