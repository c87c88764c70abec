package dev.slipway.service.build;

import static dev.slipway.service.build.World.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.TestStack;
import dev.slipway.service.build.World.Made;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ReapBuildsTest {

  @Inject World world;
  @Inject ReapBuilds reapBuilds;
  @Inject CancelBuild cancelBuild;
  @Inject BuildQueries queries;

  @Test
  void aLostWorkersBuildWaitsForAnother() {
    UUID build = claimed();
    loseLease(build);

    reapBuilds.reapLost();

    BuildView shown = shown(build);
    assertEquals("queued", shown.state());
    assertEquals(2, shown.attempt());
    assertTrue(shown.reason().contains("lost its worker"), shown.reason());
  }

  @Test
  void aBuildIsGivenUpAfterItLostTooManyWorkers() {
    UUID build = claimed();
    world.run("update build set attempt = 5 where id = ?", build);
    loseLease(build);

    reapBuilds.reapLost();

    assertEquals("error", shown(build).state());
    assertTrue(shown(build).reason().contains("Lost its worker 5 times"), shown(build).reason());
  }

  @Test
  void aBuildThatRunsTooLongIsStopped() {
    UUID build = claimed();
    world.run("update build set started_at = now() - interval '5 hours' where id = ?", build);

    reapBuilds.stopOverdue();
    assertTrue(shown(build).reason().contains("240 minutes"), shown(build).reason());
    loseLease(build);
    reapBuilds.reapLost();

    assertEquals("timed_out", shown(build).state());
  }

  @Test
  void aCanceledBuildWhoseWorkerDoesNotAnswerEnds() {
    UUID build = claimed();
    cancelBuild.cancel(build, "alice");
    loseLease(build);

    reapBuilds.reapLost();

    assertEquals("canceled", shown(build).state());
  }

  @Test
  void aHeartbeatDoesNotRenewTheLeaseOfABuildThatIsToStop() {
    UUID build = claimed();
    cancelBuild.cancel(build, "alice");
    List<String> before = lease(build);

    Workers.heartbeat(build, "w1", 1, "BUILDING").statusCode(200);

    assertEquals(before, lease(build));
  }

  @Test
  void aJobThatNobodyTookIsSentAgain() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    UUID build = world.newestBuild(repository);
    world.run("update build set job_sent_at = now() - interval '3 minutes' where id = ?", build);

    reapBuilds.resendUnclaimed();

    assertEquals(
        List.of("t"),
        world.strings(
            "select job_sent_at > now() - interval '1 minute' from build where id = ?", build));
  }

  private UUID claimed() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    UUID build = world.newestBuild(repository);
    Workers.claim(build, "w1", 1).statusCode(200);
    return build;
  }

  private void loseLease(UUID build) {
    world.run("update build set lease_until = now() - interval '1 second' where id = ?", build);
  }

  private List<String> lease(UUID build) {
    return world.strings("select lease_until::text from build where id = ?", build);
  }

  private BuildView shown(UUID build) {
    return queries.byId(build).orElseThrow().build();
  }
}
