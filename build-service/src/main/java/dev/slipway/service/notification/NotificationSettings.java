package dev.slipway.service.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How notifications are sent, repeated and kept. */
@ConfigMapping(prefix = "slipway.notifications")
public interface NotificationSettings {

  /** How many targets a repository may have. */
  @WithDefault("20")
  int targetsPerRepository();

  /**
   * The pauses before each further attempt, as Standard Webhooks suggests them; about a fifth is
   * added or taken at random. After the last, a notification is given up.
   */
  @WithDefault("5s,5m,30m,2h,5h,10h,14h,20h,24h")
  List<Duration> retryPauses();

  /** A target that nothing has arrived at for so long is switched off. */
  @WithDefault("3d")
  Duration disableAfter();

  /** How many notifications one service sends at the same time. */
  @WithDefault("16")
  int concurrency();

  /** How many of them may be for one target, so that a slow one doesn't hold up others. */
  @WithDefault("2")
  int concurrencyPerTarget();

  /** How long a sender has a notification for itself; far longer than a call may take. */
  @WithDefault("2m")
  Duration claim();

  /** How many notifications of a target are kept, those that wait included. */
  @WithDefault("100")
  int keepPerTarget();

  /** How many attempts of a notification are kept. */
  @WithDefault("20")
  int keepAttempts();

  /** The least time between two tests of a target. */
  @WithDefault("5s")
  Duration testPause();

  /** How often to look for what is to be sent. */
  @WithDefault("1s")
  String poll();

  /** The sender of e-mail; without one, there is none. */
  @WithDefault("${quarkus.mailer.from:}")
  Optional<String> mailFrom();

  /** How long sending an e-mail may take. */
  @WithDefault("30s")
  Duration mailTimeout();
}
