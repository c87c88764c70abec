package dev.slipway.service.baseimage;

import dev.slipway.service.web.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Rebuilds what stands on images that have changed, each rule's ref in a transaction of its own.
 */
@ApplicationScoped
class RebuildOutdated {

  private static final Logger LOG = Logger.getLogger(RebuildOutdated.class);
  private static final int BATCH = 50;

  private final OutdatedUses outdated;
  private final RebuildRuleRef rebuild;

  RebuildOutdated(OutdatedUses outdated, RebuildRuleRef rebuild) {
    this.outdated = outdated;
    this.rebuild = rebuild;
  }

  void run() {
    outdated.find(BATCH).forEach(this::rebuild);
  }

  private void rebuild(RuleRef target) {
    try {
      rebuild.rebuild(target);
    } catch (ConflictException e) {
      rebuild.giveUp(target, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // It is found again, and no other waits for it.
      LOG.errorf(
          e,
          "rebuild on a new base image failed repository=%s rule=%s",
          target.repositoryId(),
          target.ruleId());
    }
  }
}
