package dev.slipway.service.delivery;

import dev.slipway.core.image.Digest;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import dev.slipway.core.rule.Verdict;
import java.nio.charset.StandardCharsets;

/**
 * The identity of a webhook's wish for a build: hook, delivery id, ref, commit and rule. Hashed,
 * because the parts may be long.
 */
public final class AdmissionKey {

  private AdmissionKey() {}

  /** The key; the same for every copy of a delivery. */
  public static String of(DeliveryRecorded delivery, RefUpdate update, Verdict verdict) {
    String parts =
        String.join(
            "\n",
            delivery.hookId(),
            delivery.deliveryId(),
            update.type().prefix() + update.name(),
            String.valueOf(update.commit()),
            verdict.rule());
    return "webhook:" + Digest.of(parts.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
