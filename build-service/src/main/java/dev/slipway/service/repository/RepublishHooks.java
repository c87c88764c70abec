package dev.slipway.service.repository;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells the gateway all webhooks again at every start, which heals a topic that was lost or never
 * had them.
 */
@ApplicationScoped
class RepublishHooks {

  private static final Logger LOG = Logger.getLogger(RepublishHooks.class);
  private static final int BATCH = 100;

  private final RepositoryCatalog catalog;
  private final HookPublisher hooks;

  RepublishHooks(RepositoryCatalog catalog, HookPublisher hooks) {
    this.catalog = catalog;
    this.hooks = hooks;
  }

  void start(@Observes StartupEvent event) {
    int count = publishAll();
    LOG.debugf("published %d webhooks again", count);
  }

  int publishAll() {
    int count = 0;
    List<UUID> batch = publishAfter(Optional.empty());
    while (!batch.isEmpty()) {
      count += batch.size();
      batch = publishAfter(Optional.of(batch.get(batch.size() - 1)));
    }
    return count;
  }

  private List<UUID> publishAfter(Optional<UUID> last) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<UUID> ids = catalog.idsAfter(last, BATCH);
              ids.forEach(hooks::publish);
              return ids;
            });
  }
}
