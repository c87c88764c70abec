package dev.slipway.service.baseimage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Forgets what nobody stands on any more. */
@ApplicationScoped
class ForgetBaseImages {

  private final BaseImages images;

  ForgetBaseImages(BaseImages images) {
    this.images = images;
  }

  @Transactional
  void run() {
    images.forget();
  }
}
