package dev.slipway.service.baseimage.registry;

import dev.slipway.service.baseimage.ImageRegistry;
import java.io.IOException;

/** A look ended without a digest. */
final class LookException extends IOException {

  private static final long serialVersionUID = 1L;

  // Never serialized: it is caught in this package.
  private final transient ImageRegistry.Answer answer;

  LookException(ImageRegistry.Answer answer) {
    super("no digest");
    this.answer = answer;
  }

  static LookException failed(String reason) {
    return new LookException(new ImageRegistry.Answer.Failed(reason));
  }

  ImageRegistry.Answer answer() {
    return answer;
  }
}
