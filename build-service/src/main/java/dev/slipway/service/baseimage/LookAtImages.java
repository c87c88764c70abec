package dev.slipway.service.baseimage;

import dev.slipway.service.baseimage.ImageRegistry.Answer;
import dev.slipway.service.baseimage.WatchedImages.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Looks at watched images that are due, each in three steps: take it, ask, note the answer. */
@ApplicationScoped
class LookAtImages {

  private static final Logger LOG = Logger.getLogger(LookAtImages.class);

  private final WatchedImages images;
  private final ImageRegistry registry;
  private final LookLogins logins;
  private final LookSchedule schedule;
  private final Clock clock;

  LookAtImages(
      WatchedImages images,
      ImageRegistry registry,
      LookLogins logins,
      LookSchedule schedule,
      Clock clock) {
    this.images = images;
    this.registry = registry;
    this.logins = logins;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** Takes up to so many images. */
  List<Claim> take(int limit) {
    return images.claim(clock.instant(), limit);
  }

  /** Looks at one that was taken. */
  void look(Claim claim) {
    Answer answer = registry.look(claim.image(), logins.forLookingAt(claim.image()));
    Instant now = clock.instant();
    if (answer instanceof Answer.TooMany tooMany) {
      images.pause(claim.image().registry(), now.plus(schedule.pause(tooMany)));
    }
    images.looked(claim, answer, now, schedule.next(answer, claim.failures(), now));
    log(claim, answer);
  }

  private static void log(Claim claim, Answer answer) {
    if (answer instanceof Answer.Present present
        && claim.lastDigest() != null
        && !present.digest().value().equals(claim.lastDigest())) {
      LOG.infof(
          "base image changed image=%s from=%s to=%s",
          claim.image(), claim.lastDigest(), present.digest());
    } else if (answer instanceof Answer.Failed failed) {
      LOG.debugf("base image not seen image=%s reason=%s", claim.image(), failed.reason());
    }
  }
}
