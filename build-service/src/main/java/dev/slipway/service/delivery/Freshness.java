package dev.slipway.service.delivery;

import dev.slipway.core.git.RefName;
import dev.slipway.core.message.DeliveryRecorded.Action;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import java.util.Objects;
import java.util.UUID;

/** How an update stands to what is known of its ref. */
enum Freshness {
  /** It moves the ref on. */
  NEW,
  /** The ref is there already: its newest update, told once more under another delivery id. */
  AGAIN,
  /** It came late or was replayed: the ref has moved on since. */
  STALE;

  /**
   * Judges an update that its delivery brings for the first time. Deliveries may come in any order
   * and more than once, and their ids are not signed; so what counts is how commits follow each
   * other. A forced push back to an older commit starts from the newest one, which a replay of the
   * older push does not.
   */
  static Freshness judge(RefHistory history, UUID repositoryId, RefName ref, RefUpdate update) {
    RefHistory.Known newest = history.newest(repositoryId, ref).orElse(null);
    if (newest == null) {
      return NEW;
    }
    if (Objects.equals(update.commit(), newest.commit())) {
      return AGAIN;
    }
    if (Objects.equals(update.before(), newest.commit())) {
      return NEW;
    }
    boolean overtaken =
        wasJumpedOver(history, repositoryId, ref, update, newest)
            || wasOvertaken(history, repositoryId, ref, update);
    return overtaken ? STALE : NEW;
  }

  /**
   * The reconciler sees only where a ref ends up. A late update that starts where its jump did, or
   * goes on from one that did, lies on the way. Where that is wrong, because the ref was moved back
   * and nobody told, the reconciler sees it once more.
   */
  private static boolean wasJumpedOver(
      RefHistory history,
      UUID repositoryId,
      RefName ref,
      RefUpdate update,
      RefHistory.Known newest) {
    if (newest.told()) {
      return false;
    }
    String before = update.before();
    return before == null
        ? newest.before() == null && newest.commit() != null && update.action() == Action.CREATED
        : before.equals(newest.before()) || history.wasStale(repositoryId, ref, before);
  }

  private static boolean wasOvertaken(
      RefHistory history, UUID repositoryId, RefName ref, RefUpdate update) {
    String commit = update.commit();
    return commit == null
        ? update.before() != null && history.wasReplaced(repositoryId, ref, update.before())
        : history.wasReplaced(repositoryId, ref, commit)
            || history.wasSeen(repositoryId, ref, commit);
  }
}
