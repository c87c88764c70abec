package dev.slipway.core.message;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One webhook delivery as the gateway understood it, with every rule's verdict on every ref update.
 * Published on {@link Topics#DELIVERIES} before the host gets its answer.
 *
 * @param deliveryId the host's own id of the delivery (the same when it is sent again), or a fresh
 *     one where the host gave none
 * @param hookId the webhook it came by
 * @param repositoryId the Slipway repository, a UUID
 * @param provider the host's kind
 * @param event the host's event name, such as {@code push} or {@code repo:refs_changed}
 * @param sender the host's account that caused it, null where the body names none; never taken from
 *     a commit's author
 * @param receivedAt when the gateway took it
 * @param defaultBranch the default branch that the body names, null where it names none
 * @param refUpdates every branch and tag that moved, in the body's order
 * @param ignored why the delivery builds nothing at all; null for a push
 */
public record DeliveryRecorded(
    String deliveryId,
    String hookId,
    String repositoryId,
    GitProvider provider,
    String event,
    @Nullable String sender,
    Instant receivedAt,
    @Nullable String defaultBranch,
    List<RefUpdate> refUpdates,
    @Nullable String ignored) {

  public DeliveryRecorded {
    refUpdates = List.copyOf(refUpdates);
  }

  /** What happened to a ref. */
  public enum Action {
    CREATED,
    UPDATED,
    DELETED
  }

  /**
   * One moved ref.
   *
   * @param type branch or tag
   * @param name the short name
   * @param commit where it points now, 40 or 64 hexadecimal digits, annotated tags resolved to
   *     their commit; null when deleted
   * @param before where it pointed, null when created or not told
   * @param action what happened
   * @param forced whether history was rewritten, as far as the host says
   * @param message the head commit's message, null where the body has none
   * @param verdicts one for every rule of the repository, in the rules' order
   */
  public record RefUpdate(
      RefType type,
      String name,
      @Nullable String commit,
      @Nullable String before,
      Action action,
      boolean forced,
      @Nullable String message,
      List<Verdict> verdicts) {

    public RefUpdate {
      verdicts = List.copyOf(verdicts);
      if ((action == Action.DELETED) != (commit == null)) {
        throw new IllegalArgumentException("a ref has no commit exactly when it was deleted");
      }
    }
  }
}
