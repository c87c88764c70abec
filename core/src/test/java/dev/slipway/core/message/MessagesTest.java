package dev.slipway.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.core.git.RefType;
import dev.slipway.core.message.DeliveryRecorded.Action;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import dev.slipway.core.rule.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessagesTest {

  @Test
  void aRefHasNoCommitExactlyWhenItWasDeleted() {
    assertThrows(IllegalArgumentException.class, () -> update(Action.UPDATED, null));
    assertThrows(IllegalArgumentException.class, () -> update(Action.DELETED, "a"));
    assertEquals(Action.DELETED, update(Action.DELETED, null).action());
  }

  @Test
  void aVerdictHasTagsExactlyWhenItMatched() {
    assertThrows(IllegalArgumentException.class, () -> Verdict.match("r", "why", List.of()));
    assertEquals(List.of(), Verdict.noMatch("r", "why").tags());
  }

  @Test
  void anEventIsLogOrOutcome() {
    assertThrows(
        IllegalArgumentException.class, () -> new BuildEvent("b", 1, 0, Instant.EPOCH, null, null));
    assertEquals("x", BuildEvent.log("b", 1, 0, Instant.EPOCH, "x").log());
  }

  @Test
  void aMessageDoesNotChangeWithTheListItWasMadeOf() {
    List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.noMatch("r", "why")));
    RefUpdate update =
        new RefUpdate(RefType.TAG, "v1", "a", null, Action.CREATED, false, null, verdicts);

    verdicts.clear();

    assertEquals(1, update.verdicts().size());
  }

  private static RefUpdate update(Action action, @Nullable String commit) {
    return new RefUpdate(RefType.TAG, "v1", commit, null, action, false, null, List.of());
  }
}
