package dev.slipway.service.delivery;

import dev.slipway.service.delivery.DeliveryView.Judged;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivery that was judged once more.
 *
 * @param deliveryId the host's own id of it
 * @param refs every ref that it moved
 */
public record Replay(String deliveryId, List<Ref> refs) {

  public Replay {
    refs = List.copyOf(refs);
  }

  /**
   * A ref that the delivery moved.
   *
   * @param type branch or tag
   * @param name the short name
   * @param commit where the delivery moved it; null when it deleted it
   * @param outcome {@code judged}, or why the rules weren't asked: {@code moved_on}, {@code
   *     deleted}
   * @param reason the same for people
   * @param verdicts what each of the present rules says of it, and the build that came of it
   */
  public record Ref(
      String type,
      String name,
      @Nullable String commit,
      String outcome,
      String reason,
      List<Judged> verdicts) {

    public Ref {
      verdicts = List.copyOf(verdicts);
    }
  }
}
