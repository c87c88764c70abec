package dev.slipway.worker.job;

import dev.slipway.core.protocol.WorkerProtocol.Refusal;

/** The build-service no longer lets the attempt go on. */
final class RefusedByServiceException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RefusedByServiceException(Refusal refusal) {
    super(refusal.reason());
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
