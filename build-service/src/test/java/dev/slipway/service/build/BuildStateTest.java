package dev.slipway.service.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildStateTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(15);
  private static final Stop CANCELED = new Stop(Stop.Cause.CANCELED, "Canceled by alice.");
  private static final Stop SUPERSEDED = new Stop(Stop.Cause.SUPERSEDED, "A newer one came.");

  private final BuildState.Queued queued = BuildState.Queued.first(NOON);
  private final BuildState.Building building = queued.claimed("w1", NOON, LATER);

  @Test
  void aNewBuildSaysWhatItWaitsFor() {
    assertEquals(BuildPhase.QUEUED, queued.phase());
    assertEquals("Waits for a free worker.", queued.reason());
    assertEquals(1, queued.attempt());
  }

  @Test
  void aClaimedBuildIsOwnedByOneWorkerAndOneAttempt() {
    assertTrue(building.isOwnedBy("w1", 1));
    assertFalse(building.isOwnedBy("w2", 1));
    assertFalse(building.isOwnedBy("w1", 2));
  }

  @Test
  void aLostAttemptIsFollowedByTheNext() {
    BuildState.Queued again = building.lost(LATER);

    assertEquals(2, again.attempt());
    assertEquals("Attempt 1 lost its worker. Waits for a free worker.", again.reason());
  }

  @Test
  void theFirstWishToStopStays() {
    BuildState.Building stopping = building.stopping(CANCELED).stopping(SUPERSEDED);

    assertEquals(Optional.of(CANCELED), stopping.stop());
    assertEquals("Canceled by alice.", stopping.reason());
  }

  @Test
  void aWishToStopSurvivesTheChangeToPushing() {
    assertEquals(Optional.of(CANCELED), building.stopping(CANCELED).pushing().stop());
  }

  @Test
  void onlyAPermitAllowsToPublish() {
    assertFalse(building.mayPublish());
    assertFalse(building.pushing().mayPublish());
    assertTrue(building.pushing().permitted(NOON).mayPublish());
    assertTrue(building.pushing().permitted(NOON).renewed(LATER).mayPublish());
  }

  @Test
  void aWaitingBuildEndsAsWhoStoppedItWanted() {
    BuildState.Unsuccessful ended = queued.stopped(SUPERSEDED, LATER);

    assertEquals(BuildPhase.SUPERSEDED, ended.phase());
    assertEquals("A newer one came.", ended.reason());
  }

  @Test
  void aSuccessKeepsTheImageAndTheTimes() {
    PublishedImage image =
        new PublishedImage(
            Digest.of("x".getBytes(StandardCharsets.UTF_8)), 1, "native", List.of("a/b:c"));

    BuildState.Success success = building.pushing().succeeded(image, "Published.", LATER);

    assertEquals(image, success.image());
    assertEquals(NOON, success.startedAt());
    assertEquals(LATER, success.finishedAt());
  }

  @Test
  void noEndingWithoutAnImageIsASuccess() {
    assertThrows(
        IllegalArgumentException.class,
        () -> building.ended(BuildPhase.SUCCESS, "well", null, LATER));
    assertThrows(
        IllegalArgumentException.class,
        () -> building.ended(BuildPhase.BUILDING, "well", null, LATER));
  }
}
