package dev.slipway.service.delivery;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/** Removes deliveries that are kept no longer, in small transactions. */
@ApplicationScoped
class SweepDeliveries {

  private static final Logger LOG = Logger.getLogger(SweepDeliveries.class);
  private static final int BATCH = 500;

  private final Deliveries deliveries;
  private final DeliverySettings settings;
  private final Clock clock;

  SweepDeliveries(Deliveries deliveries, DeliverySettings settings, Clock clock) {
    this.deliveries = deliveries;
    this.settings = settings;
    this.clock = clock;
  }

  /** Removes all that may go. */
  void sweep() {
    Instant before = clock.instant().minus(settings.keepFor());
    int removed =
        inBatches(() -> deliveries.removeOld(before, settings.keepPerRepository(), BATCH));
    int forgotten = inBatches(() -> deliveries.trimHistory(settings.historyPerRepository(), BATCH));
    if (removed + forgotten > 0) {
      LOG.infof("old deliveries removed deliveries=%d updates=%d", removed, forgotten);
    }
  }

  private static int inBatches(IntSupplier removal) {
    int all = 0;
    int some;
    do {
      some = QuarkusTransaction.requiringNew().call(removal::getAsInt);
      all += some;
    } while (some == BATCH);
    return all;
  }
}
