package dev.slipway.service.delivery;

import static dev.slipway.service.build.World.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.core.message.DeliveryRecorded.Action;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FreshnessTest {

  private static final String A = commit('a');
  private static final String B = commit('b');
  private static final String C = commit('c');
  private static final String D = commit('d');
  private static final UUID REPOSITORY = UUID.randomUUID();

  private final TestingHistory history = new TestingHistory();

  @Test
  void theFirstUpdateOfARefIsNew() {
    assertEquals(Freshness.NEW, judged(A, B));
  }

  @Test
  void anUpdateThatContinuesTheNewestIsNew() {
    told(null, A);

    assertEquals(Freshness.NEW, judged(A, B));
  }

  @Test
  void anUpdateAfterOneThatWasMissedIsNew() {
    told(null, A);

    assertEquals(Freshness.NEW, judged(B, C));
  }

  @Test
  void theNewestUpdateToldOnceMoreIsNotNew() {
    told(null, A);
    told(A, B);

    assertEquals(Freshness.AGAIN, judged(A, B));
  }

  @Test
  void anUpdateToACommitThatWasReplacedIsStale() {
    told(null, A);
    told(A, B);

    assertEquals(Freshness.STALE, judged(null, A));
  }

  @Test
  void aLateUpdateWhoseFollowerCameFirstIsStale() {
    told(null, A);
    told(B, C);

    assertEquals(Freshness.STALE, judged(A, B));
    assertEquals(Freshness.NEW, judged(C, B));
  }

  @Test
  void aStaleUpdateDoesNotBecomeTheNewest() {
    told(null, A);
    told(B, C);
    told(A, B);

    assertEquals(Freshness.AGAIN, judged(B, C));
    assertEquals(Freshness.STALE, judged(A, B));
  }

  @Test
  void aForcedPushBackIsNewAndItsReplayIsNot() {
    told(null, A);
    told(A, B);
    assertEquals(Freshness.NEW, judged(B, A));
    told(B, A);

    assertEquals(Freshness.AGAIN, judged(B, A));
    assertEquals(Freshness.NEW, judged(A, B));
  }

  @Test
  void aBranchThatWasDeletedAndMadeAgainIsNew() {
    told(null, A);
    told(A, null);

    assertEquals(Freshness.NEW, judged(null, A));
  }

  @Test
  void aLateDeletionOfABranchThatMovedOnIsStale() {
    told(null, A);
    told(A, B);

    assertEquals(Freshness.STALE, judged(A, null));
  }

  @Test
  void aLateUpdateThatTheReconcilerJumpedOverIsStale() {
    told(null, A);
    seen(A, D);

    assertEquals(Freshness.STALE, judged(A, B));
    told(A, B);
    assertEquals(Freshness.STALE, judged(B, C));
    told(B, C);
    assertEquals(Freshness.AGAIN, judged(C, D));
  }

  @Test
  void anUpdateFromWhereTheReconcilerSawTheRefIsNew() {
    told(null, A);
    seen(A, B);

    assertEquals(Freshness.NEW, judged(B, C));
    assertEquals(Freshness.NEW, judged(B, A));
  }

  @Test
  void aDeliveryOfWhatTheReconcilerSawIsNotNew() {
    told(null, A);
    seen(A, B);

    assertEquals(Freshness.AGAIN, judged(A, B));
  }

  @Test
  void aBranchThatTheReconcilerSawGoneMayComeBack() {
    told(null, A);
    seen(A, null);

    assertEquals(Freshness.AGAIN, judged(A, null));
    assertEquals(Freshness.STALE, judged(A, B));
    assertEquals(Freshness.NEW, judged(null, C));
  }

  @Test
  void aRefThatWasMadeElsewhereBeforeTheReconcilerSawItIsStale() {
    seen(null, B);

    assertEquals(Freshness.STALE, created(A));
    assertEquals(Freshness.AGAIN, created(B));
    assertEquals(Freshness.NEW, judged(null, C));
  }

  private void seen(@Nullable String before, @Nullable String commit) {
    long unused = history.addSeen(REPOSITORY, RefName.branch("main"), before, commit);
  }

  private Freshness created(String commit) {
    RefUpdate update =
        new RefUpdate(RefType.BRANCH, "main", commit, null, Action.CREATED, false, null, List.of());
    return Freshness.judge(history, REPOSITORY, RefName.branch("main"), update);
  }

  private Freshness judged(@Nullable String before, @Nullable String commit) {
    return Freshness.judge(history, REPOSITORY, RefName.branch("main"), update(before, commit));
  }

  private void told(@Nullable String before, @Nullable String commit) {
    history.add(
        REPOSITORY,
        UUID.randomUUID(),
        update(before, commit),
        judged(before, commit) == Freshness.STALE);
  }

  private static RefUpdate update(@Nullable String before, @Nullable String commit) {
    Action action = commit == null ? Action.DELETED : Action.UPDATED;
    return new RefUpdate(RefType.BRANCH, "main", commit, before, action, false, null, List.of());
  }

  /** The updates of one ref, in memory. */
  private static final class TestingHistory implements RefHistory {

    private final List<Known> updates = new ArrayList<>();

    @Override
    public Optional<Known> newest(UUID repositoryId, RefName ref) {
      return updates.stream().filter(known -> !known.stale()).reduce((older, newer) -> newer);
    }

    @Override
    public boolean wasReplaced(UUID repositoryId, RefName ref, String commit) {
      return updates.stream().anyMatch(known -> commit.equals(known.before()));
    }

    @Override
    public boolean wasSeen(UUID repositoryId, RefName ref, String commit) {
      return updates.stream().anyMatch(known -> commit.equals(known.commit()));
    }

    @Override
    public Optional<Known> find(UUID delivery, RefName ref, @Nullable String commit) {
      return updates.stream().filter(known -> Objects.equals(known.commit(), commit)).findFirst();
    }

    @Override
    public void add(UUID repositoryId, UUID delivery, RefUpdate update, boolean stale) {
      updates.add(new Known(update.before(), update.commit(), stale, true));
    }

    @Override
    public Map<RefName, Known> newestOfAll(UUID repositoryId) {
      throw new UnsupportedOperationException("one ref is all there is");
    }

    @Override
    public boolean wasStale(UUID repositoryId, RefName ref, String commit) {
      return updates.stream().anyMatch(known -> known.stale() && commit.equals(known.commit()));
    }

    @Override
    public long addSeen(
        UUID repositoryId, RefName ref, @Nullable String before, @Nullable String commit) {
      updates.add(new Known(before, commit, false, false));
      return updates.size();
    }

    @Override
    public void addFirstSeen(UUID repositoryId, Map<RefName, CommitSha> refs) {
      refs.forEach((ref, commit) -> addSeen(repositoryId, ref, null, commit.value()));
    }
  }
}
