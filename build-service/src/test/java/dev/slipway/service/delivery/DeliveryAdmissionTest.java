package dev.slipway.service.delivery;

import static dev.slipway.service.build.World.commit;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.git.RefType;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.Topics;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import dev.slipway.service.outbox.MessageSender;
import dev.slipway.service.outbox.OutboxMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class DeliveryAdmissionTest {

  @Inject World world;
  @Inject RecordDelivery recordDelivery;
  @Inject MessageSender kafka;
  @Inject ObjectMapper json;
  @Inject DeliveryQueries deliveries;

  @Test
  void aHundredCopiesOfADeliveryAtOnceMakeOneBuildPerRule() throws Exception {
    Made repository = world.repository(3);
    DeliveryRecorded delivery = world.delivery(repository, "d1", RefType.BRANCH, null, commit('a'));

    atOnce(100, () -> recordDelivery.record(delivery));

    assertEquals(List.of("a queued", "a queued", "a queued"), world.builds(repository));
    assertEquals(
        List.of("100"),
        world.strings("select receptions from delivery where repository_id = ?", repository.id()));
  }

  @Test
  void aHundredDeliveriesOfOnePushUnderOtherIdsMakeOneBuild() throws Exception {
    Made repository = world.repository(1);
    List<DeliveryRecorded> copies = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      copies.add(world.delivery(repository, "copy" + i, RefType.BRANCH, null, commit('a')));
    }

    atOnce(100, i -> recordDelivery.record(copies.get(i)));

    assertEquals(List.of("a queued"), world.builds(repository));
  }

  @Test
  void aDeliveryThatIsSentAgainLaterBuildsNothing() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    finish(repository);

    world.push(repository, "d1", null, commit('a'));
    world.push(repository, "other-id", null, commit('a'));

    assertEquals(List.of("a success"), world.builds(repository));
  }

  @Test
  void anOldDeliveryThatIsSentAgainDoesNotBuildOverTheNewerCommit() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    world.push(repository, "d2", commit('a'), commit('b'));
    finish(repository);

    world.push(repository, "d1", null, commit('a'));
    world.push(repository, "replayed-under-another-id", null, commit('a'));

    assertEquals(List.of("a superseded", "b success"), world.builds(repository));
    assertTrue(decisions(repository).contains("refused"), decisions(repository)::toString);
  }

  @Test
  void deliveriesInTheWrongOrderBuildOnlyTheNewest() {
    Made repository = world.repository(1);
    world.push(repository, "d0", null, commit('a'));
    world.push(repository, "d2", commit('b'), commit('c'));

    world.push(repository, "d1", commit('a'), commit('b'));

    assertEquals(List.of("a superseded", "c queued"), world.builds(repository));
  }

  @Test
  void aForcedPushBackToAnOlderCommitIsBuiltAgain() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    world.push(repository, "d2", commit('a'), commit('b'));
    finish(repository);

    world.push(repository, "d3", commit('b'), commit('a'));

    assertEquals(List.of("a superseded", "b success", "a queued"), world.builds(repository));
  }

  @Test
  void aTagNeverStopsABranchOfTheSameName() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));

    recordDelivery.record(world.delivery(repository, "d2", RefType.TAG, null, commit('b')));

    assertEquals(List.of("a queued", "b queued"), world.builds(repository));
  }

  @Test
  void aDeliveryOfADeletedRepositoryIsDropped() {
    Made repository = world.repository(1);
    world.run("delete from webhook where repository_id = ?", repository.id());
    world.run("delete from repository where id = ?", repository.id());

    world.push(repository, "d1", null, commit('a'));

    assertEquals(List.of(), world.builds(repository));
  }

  @Test
  void whatCantBeReadGoesToTheDeadLettersAndTheNextDeliveryIsTaken() throws Exception {
    Made repository = world.repository(1);
    DeliveryRecorded good = world.delivery(repository, "d1", RefType.BRANCH, null, commit('a'));

    kafka.send(
        List.of(
            message("{\"deliveryId\": broken"),
            message("{\"deliveryId\":\"no repository\"}"),
            message(json.writeValueAsString(good))));

    await().until(() -> world.builds(repository).equals(List.of("a queued")));
  }

  @Test
  void theListShowsWhatEachVerdictMade() {
    Made repository = world.repository(2);
    world.push(repository, "d1", null, commit('a'));

    DeliveryView shown = deliveries.ofRepository(repository.id(), 0, 10).get(0);

    assertEquals("branch", shown.refUpdates().get(0).type());
    assertEquals("created", shown.refUpdates().get(0).action());
    assertEquals(
        world.buildIds(repository),
        shown.refUpdates().get(0).verdicts().stream()
            .map(verdict -> verdict.builds().get(0).id())
            .toList());
  }

  private static OutboxMessage message(String payload) {
    return new OutboxMessage(0, Topics.DELIVERIES, "key", payload);
  }

  private List<String> decisions(Made repository) {
    return world.strings("select decision from admission where repository_id = ?", repository.id());
  }

  /** Ends the queued builds well. */
  private void finish(Made repository) {
    world.run(
        "update build set state = 'success', reason = 'ok', started_at = now(), finished_at = now(),"
            + " digest = ? where repository_id = ? and state = 'queued'",
        "sha256:" + "0".repeat(64),
        repository.id());
  }

  private static void atOnce(int copies, Runnable action) throws Exception {
    atOnce(copies, i -> action.run());
  }

  private static void atOnce(int copies, java.util.function.IntConsumer action) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int i = 0; i < copies; i++) {
        int index = i;
        calls.add(
            () -> {
              action.accept(index);
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(calls)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
