package dev.slipway.service.log;

import dev.slipway.service.build.BuildChanges;
import dev.slipway.service.build.Builds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Appends what workers tell to their builds' logs, each piece once. */
@ApplicationScoped
public class StoreLog {

  private static final Logger LOG = Logger.getLogger(StoreLog.class);

  private final Builds builds;
  private final Logs logs;
  private final BuildChanges changes;
  private final LogSettings settings;

  StoreLog(Builds builds, Logs logs, BuildChanges changes, LogSettings settings) {
    this.builds = builds;
    this.logs = logs;
    this.changes = changes;
    this.settings = settings;
  }

  /**
   * Appends a piece, unless it is there already, the log is full, or the build is gone.
   *
   * @param sequence the piece's number within its attempt
   */
  @Transactional
  public void append(UUID buildId, int attempt, long sequence, String text) {
    if (builds.lock(buildId).isEmpty()) {
      LOG.infof("log of a build that is gone build=%s", buildId);
      return;
    }
    if (logs.has(buildId, attempt, sequence)) {
      return;
    }
    Optional<Logs.Tail> tail = logs.tail(buildId);
    LogText.following(tail, attempt, text, settings.maxBytes())
        .ifPresent(
            bytes -> {
              long position = tail.map(Logs.Tail::end).orElse(0L);
              logs.append(buildId, attempt, sequence, new LogChunk(position, bytes));
              changes.changed(buildId);
            });
  }
}
