package dev.slipway.service.delivery;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.build.RefMoves;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Tells how refs moved by the history of their updates. */
@ApplicationScoped
class KnownMoves implements RefMoves {

  private final RefHistory history;

  KnownMoves(RefHistory history) {
    this.history = history;
  }

  @Override
  public boolean hasMovedOn(UUID repositoryId, RefName ref, CommitSha commit) {
    boolean isNewest =
        history
            .newest(repositoryId, ref)
            .filter(known -> commit.value().equals(known.commit()))
            .isPresent();
    return !isNewest
        && (history.wasReplaced(repositoryId, ref, commit.value())
            || history.wasSeen(repositoryId, ref, commit.value()));
  }
}
