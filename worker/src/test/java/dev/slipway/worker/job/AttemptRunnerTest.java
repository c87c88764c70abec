package dev.slipway.worker.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.message.BuildEvent.BaseImageUse;
import dev.slipway.core.message.BuildEvent.Outcome;
import dev.slipway.core.message.BuildEvent.Status;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.WorkerProtocol.Cause;
import dev.slipway.core.protocol.WorkerProtocol.Phase;
import dev.slipway.core.protocol.WorkerProtocol.Reusable;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.TestingTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttemptRunnerTest {

  private static final String BUILD = "b0000000-0000-4000-8000-000000000001";

  @TempDir Path folder;
  private TestingWorker worker;

  @BeforeEach
  void start() throws IOException {
    worker = new TestingWorker(folder);
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  @Test
  void publishesEverywhereAndTagsLast() throws Exception {
    worker.attempts.run(worker.assignment(BUILD));

    Outcome outcome = onlyOutcome();
    assertEquals(Status.SUCCESS, outcome.status(), outcome.reason());
    assertEquals(worker.repository.head().value(), outcome.commit());
    assertEquals("Say hello", outcome.commitMessage());
    assertEquals("native", outcome.engine());
    assertEquals(new TestingEngine.Image().digest().value(), outcome.digest());
    assertEquals(6, outcome.imageSize());
    assertEquals(
        List.of("upload one.example.com/demo/hello", "upload two.example.com/demo/hello"),
        worker.publisher.calls.subList(0, 2).stream().sorted().toList());
    assertEquals(
        List.of(
            "one.example.com/demo/hello:latest",
            "one.example.com/demo/hello:v1",
            "two.example.com/demo/hello:latest",
            "two.example.com/demo/hello:v1"),
        outcome.published());
    assertEquals(
        List.of(worker.repository.head() + " " + outcome.digest()), worker.service.permits);
  }

  @Test
  void numbersEventsWithoutGapsAndEndsWithTheOutcome() throws Exception {
    worker.engine.work = request -> request.log().line("x".repeat(300_000));

    worker.attempts.run(worker.assignment(BUILD));

    List<Long> sequences = worker.events.events.stream().map(event -> event.sequence()).toList();
    assertTrue(sequences.size() > 4);
    assertEquals(LongStream.range(0, sequences.size()).boxed().toList(), sequences);
    assertEquals(onlyOutcome(), worker.events.events.get(sequences.size() - 1).outcome());
  }

  @Test
  void tellsItsPhases() throws Exception {
    worker.engine.work =
        request -> await().until(() -> worker.service.phases.contains(Phase.BUILDING));

    worker.attempts.run(worker.assignment(BUILD));

    assertTrue(worker.service.phases.contains(Phase.BUILDING));
    assertEquals(
        1, worker.meters.get("slipway.attempts").tag("outcome", "success").counter().count());
  }

  @Test
  void masksSecretsInTheLogAndInReasons() throws Exception {
    String basic = Base64.getEncoder().encodeToString("ada:correct-horse".getBytes("UTF-8"));
    worker.engine.work =
        request -> {
          request.log().line("git: correct-horse, registry: push-secret, header: " + basic);
          throw new IOException("pushing with push-secret failed");
        };

    worker.attempts.run(worker.assignment(BUILD));

    assertTrue(worker.events.log().contains("git: ***, registry: ***, header: ***"));
    assertEquals("pushing with *** failed", onlyOutcome().reason());
  }

  @Test
  void masksSecretsOfTheRule() throws Exception {
    Map<String, String> secrets =
        Map.of("TOKEN", "tok-en/1", "PEM", "-----BEGIN X-----\nbGluZSBvbmU\nbGluZSB0d28\n");
    worker.engine.work =
        request -> {
          request.log().line("token tok-en/1, in a URL tok-en%2F1");
          request.log().line("bGluZSB0d28");
          throw new BuildFailedException("curl https://tok-en/1@example.com failed");
        };

    worker.attempts.run(worker.assignment(BUILD, TestingAssignment.plain().secrets(secrets)));

    assertTrue(worker.events.log().contains("token ***, in a URL ***\n***\n"));
    assertEquals("curl https://***@example.com failed", onlyOutcome().reason());
  }

  @Test
  void reportsBaseImagesOnceAndAsFarAsItCame() throws Exception {
    Digest first = Digest.of(new byte[] {1});
    worker.engine.work =
        request -> {
          request.bases().used(ImageReference.parse("alpine:3.20"), first);
          request.bases().used(ImageReference.parse("docker.io/library/alpine:3.20"), first);
          request.bases().used(ImageReference.parse("ghcr.io/tools/x@" + first), first);
          throw new BuildFailedException("oh");
        };

    worker.attempts.run(worker.assignment(BUILD));

    assertEquals(
        List.of(
            new BaseImageUse("docker.io/library/alpine:3.20", first.value()),
            new BaseImageUse("ghcr.io/tools/x@" + first, first.value())),
        onlyOutcome().baseImages());
  }

  @Test
  void bringsTheReadmeWhenAskedForIt() throws Exception {
    worker.repository.commit("Describe", Map.of("README.md", "# Hello"));

    worker.attempts.run(worker.assignment(BUILD));
    assertNull(onlyOutcome().readme());

    worker.events.events.clear();
    worker.attempts.run(worker.assignment(BUILD, TestingAssignment.plain().withReadme()));
    assertEquals("# Hello", onlyOutcome().readme());
  }

  @Test
  void blamesTheRepositoryForItsFaults() throws Exception {
    worker.engine.work =
        request -> {
          throw new BuildFailedException("Dockerfile:2: RUN false ended with exit code 1");
        };

    worker.attempts.run(worker.assignment(BUILD));

    assertEquals(Status.FAILED, onlyOutcome().status());
    assertEquals("Dockerfile:2: RUN false ended with exit code 1", onlyOutcome().reason());
    assertEquals(List.of(), worker.publisher.calls);
  }

  @Test
  void showsTheLineOfADockerfileThatCannotBeParsed() throws Exception {
    worker.repository.commit("Typo", Map.of("Dockerfile", "FROM scratch\nCOPPY a /\n"));

    worker.attempts.run(worker.assignment(BUILD));

    assertEquals(Status.FAILED, onlyOutcome().status());
    assertTrue(onlyOutcome().reason().startsWith("Dockerfile:2"), onlyOutcome().reason());
    assertTrue(worker.events.log().contains(">>> COPPY a /"), worker.events.log());
  }

  @Test
  void hidesUnexpectedFaultsFromPeople() throws Exception {
    worker.engine.work =
        request -> {
          throw new IllegalStateException("internal detail");
        };

    worker.attempts.run(worker.assignment(BUILD));

    assertEquals(Status.ERROR, onlyOutcome().status());
    assertFalse(onlyOutcome().reason().contains("internal detail"));
  }

  @Test
  void reportsAnUnreachableRegistryAsAnError() throws Exception {
    worker.publisher.uploadFailure = new IOException("one.example.com answered 401");

    worker.attempts.run(worker.assignment(BUILD, TestingAssignment.plain()));

    assertEquals(Status.ERROR, onlyOutcome().status());
    assertEquals("one.example.com answered 401", onlyOutcome().reason());
    assertEquals(List.of(), worker.service.permits);
  }

  @Test
  void publishesToOneDestinationThoughAnotherFails() throws Exception {
    worker.publisher.upload =
        destination -> {
          if (destination.startsWith("one.")) {
            throw new IOException("registry one.example.com can't be reached; is it running?");
          }
        };

    worker.attempts.run(worker.assignment(BUILD));

    Outcome outcome = onlyOutcome();
    assertEquals(Status.ERROR, outcome.status());
    assertEquals(
        "Published two.example.com/demo/hello:latest, two.example.com/demo/hello:v1, but not"
            + " everywhere. one.example.com/demo/hello: registry one.example.com can't be reached;"
            + " is it running? Build again when that is put right; what is there is not sent"
            + " again.",
        outcome.reason());
    assertEquals(
        List.of("two.example.com/demo/hello:latest", "two.example.com/demo/hello:v1"),
        outcome.published());
    assertEquals(new TestingEngine.Image().digest().value(), outcome.digest());
    assertEquals(1, worker.service.permits.size());
    assertTrue(worker.events.log().contains("ERROR: one.example.com/demo/hello: registry one."));
  }

  @Test
  void aTagThatFailsStopsNoOtherDestination() throws Exception {
    worker.publisher.tagFailures.put(
        "one.example.com/demo/hello:v1", new IOException("registry one.example.com answered 500"));

    worker.attempts.run(worker.assignment(BUILD));

    Outcome outcome = onlyOutcome();
    assertEquals(Status.ERROR, outcome.status());
    assertEquals(
        List.of(
            "one.example.com/demo/hello:latest",
            "two.example.com/demo/hello:latest",
            "two.example.com/demo/hello:v1"),
        outcome.published());
    assertTrue(outcome.reason().contains("one.example.com answered 500"), outcome.reason());
  }

  @Test
  void namesEveryDestinationWhenNoneTakesTheImage() throws Exception {
    worker.publisher.uploadFailure = new IOException("it is down");

    worker.attempts.run(worker.assignment(BUILD));

    assertEquals(
        "Nothing was published. one.example.com/demo/hello: it is down."
            + " two.example.com/demo/hello: it is down.",
        onlyOutcome().reason());
    assertEquals(List.of(), worker.service.permits);
    assertNull(onlyOutcome().digest());
  }

  @Test
  void stopsUploadsToAllDestinationsWhenCanceled() throws Exception {
    worker.publisher.upload =
        destination -> {
          worker.service.stop = TestingBuildService.refusal(Cause.CANCELED);
          waitForever();
        };

    worker.attempts.run(worker.assignment(BUILD));

    assertEquals(Status.CANCELED, onlyOutcome().status());
    assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(this::isUpload));
  }

  private boolean isUpload(Thread thread) {
    return thread.isAlive()
        && List.of(thread.getStackTrace()).stream()
            .anyMatch(frame -> frame.getClassName().contains("TestingPublisher"));
  }

  @Test
  void anImageForSeveralPlatformsIsAnIndexAndDescribesItself() throws Exception {
    worker.engine.work = request -> request.log().line("for " + request.platform());

    worker.attempts.run(
        worker.assignment(
            BUILD, TestingAssignment.plain().platforms("linux/amd64", "linux/arm64")));

    Outcome outcome = onlyOutcome();
    assertEquals(Status.SUCCESS, outcome.status(), outcome.reason());
    assertEquals("application/vnd.oci.image.index.v1+json", outcome.image().mediaType());
    assertEquals(outcome.digest(), outcome.image().digest());
    assertEquals(
        List.of("linux/amd64", "linux/arm64"),
        outcome.image().variants().stream().map(variant -> variant.platform()).toList());
    assertEquals("config", outcome.image().variants().get(0).config());
    assertTrue(worker.events.log().contains("for linux/arm64 with the native engine"));
    assertEquals("native", outcome.engine());
  }

  @Test
  void anImageOfEqualInputsIsTaggedAndNotBuilt() throws Exception {
    BuildAssignment first = worker.assignment(BUILD, TestingAssignment.plain().reusing());
    worker.attempts.run(first);
    Outcome made = onlyOutcome();
    worker.events.events.clear();
    worker.publisher.calls.clear();
    worker.service.reusable = new Reusable("b-earlier", made.digest());
    worker.engine.work =
        request -> {
          throw new IOException("it must not be built");
        };
    worker.repository.commit("Say nothing new", Map.of());

    worker.attempts.run(worker.assignment(BUILD, TestingAssignment.plain().reusing()));

    Outcome outcome = onlyOutcome();
    assertEquals(Status.SUCCESS, outcome.status(), outcome.reason());
    assertEquals("b-earlier", outcome.reusedFrom());
    assertEquals(made.inputs(), outcome.inputs());
    assertEquals(made.digest(), outcome.digest());
    assertEquals(made.image(), outcome.image());
    assertNull(outcome.engine());
    assertTrue(worker.publisher.calls.contains("tag one.example.com/demo/hello:v1"));
    assertEquals(2, worker.service.permits.size());
    assertTrue(worker.events.log().contains("Reused the image of build b-earlier: same "));
  }

  @Test
  void whatIsGoneFromAllDestinationsIsBuilt() throws Exception {
    worker.service.reusable = new Reusable("b-earlier", Digest.of(new byte[] {7}).value());

    worker.attempts.run(worker.assignment(BUILD, TestingAssignment.plain().reusing()));

    assertEquals(Status.SUCCESS, onlyOutcome().status());
    assertNull(onlyOutcome().reusedFrom());
    assertTrue(worker.events.log().contains("b-earlier is in no destination any more"));
  }

  @Test
  void onlyWhatMayBeReusedIsAskedFor() throws Exception {
    worker.attempts.run(worker.assignment(BUILD));
    assertNotNull(onlyOutcome().inputs());

    worker.events.events.clear();
    worker.attempts.run(
        worker.assignment(
            BUILD, TestingAssignment.plain().reusing().secrets(Map.of("TOKEN", "t"))));

    assertNull(onlyOutcome().inputs());
    assertEquals(List.of(), worker.service.asked);
  }

  @Test
  void inputsChangeWithFilesAndArgumentsAndNotWithTheCommit() throws Exception {
    String plain = inputs(TestingAssignment.plain());
    worker.repository.commit("Nothing changes", Map.of());
    assertEquals(plain, inputs(TestingAssignment.plain()));
    assertNotEquals(plain, inputs(TestingAssignment.plain().platforms("linux/s390x")));
    worker.repository.commit(
        "An argument", Map.of("Dockerfile", "FROM scratch\nARG A\nCOPY Dockerfile /$A\n"));
    String none = inputs(TestingAssignment.plain());
    assertNotEquals(none, inputs(TestingAssignment.plain().buildArgs(Map.of("A", "x"))));
    worker.repository.commit("A file", Map.of("other", "bytes"));
    assertNotEquals(none, inputs(TestingAssignment.plain()));
  }

  @Test
  void inputsChangeWithABaseAndABaseWithTriggersHasNone() throws Exception {
    worker.bases.add("busybox", "{}", new TestingTar().file("bin/sh", "shell"));
    worker.repository.commit("On a base", Map.of("Dockerfile", "FROM busybox\n"));
    String before = inputs(TestingAssignment.plain());
    worker.bases.add("busybox", "{}", new TestingTar().file("bin/sh", "newer"));

    assertNotEquals(before, inputs(TestingAssignment.plain()));

    worker.bases.add("busybox", "{\"OnBuild\":[\"COPY --from=x / /\"]}");
    assertNull(inputs(TestingAssignment.plain()));
  }

  @Test
  void whatIsAddedFromElsewhereIsNeverReused() throws Exception {
    worker.repository.commit(
        "Add", Map.of("Dockerfile", "FROM scratch\nADD https://example.com/x /\n"));

    assertNull(inputs(TestingAssignment.plain()));
  }

  private @Nullable String inputs(TestingAssignment wanted) throws Exception {
    worker.events.events.clear();
    worker.attempts.run(worker.assignment(BUILD, wanted));
    assertEquals(Status.SUCCESS, onlyOutcome().status(), onlyOutcome().reason());
    return onlyOutcome().inputs();
  }

  @Test
  void aBaseIsAskedForOncePerAttempt() throws Exception {
    worker.bases.add("busybox", "{}", new TestingTar().file("bin/sh", "shell"));
    worker.repository.commit("On a base", Map.of("Dockerfile", "FROM busybox\n"));
    worker.engine.work =
        request ->
            worker.engineBases.resolve(ImageReference.parse("busybox"), request.platform(), null);

    worker.attempts.run(worker.assignment(BUILD, TestingAssignment.plain()));

    assertEquals(1, worker.bases.resolved().size());
    assertEquals(1, onlyOutcome().baseImages().size());
  }

  @Test
  void stopsWithinAHeartbeatWhenCanceledAndTagsNothing() throws Exception {
    worker.engine.work =
        request -> {
          worker.service.stop = TestingBuildService.refusal(Cause.CANCELED);
          waitForever();
        };

    worker.attempts.run(worker.assignment(BUILD));

    assertEquals(Status.CANCELED, onlyOutcome().status());
    assertEquals("because of CANCELED", onlyOutcome().reason());
    assertEquals(List.of(), worker.publisher.calls);
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void reportsNothingWhenTheLeaseIsLost() throws Exception {
    worker.engine.work =
        request -> {
          worker.service.lost = TestingBuildService.refusal(Cause.LEASE_LOST);
          waitForever();
        };

    worker.attempts.run(worker.assignment(BUILD));

    assertEquals(List.of(), worker.events.outcomes());
    assertEquals(List.of(), worker.publisher.calls);
  }

  @Test
  void stopsWhenTheServiceIsGoneForAsLongAsTheLease() throws Exception {
    worker.service.leaseSeconds = 2;
    worker.engine.work =
        request -> {
          worker.service.unreachable = true;
          waitForever();
        };

    worker.attempts.run(worker.assignment(BUILD));

    assertEquals(List.of(), worker.events.outcomes());
  }

  @Test
  void stopsWhatRunsTooLong() throws Exception {
    worker.engine.work = request -> waitForever();

    worker.attempts.run(worker.assignment(BUILD, worker.repository.head().value(), "/", 1));

    assertEquals(Status.TIMED_OUT, onlyOutcome().status());
  }

  @Test
  void tagsNothingWithoutAPermit() throws Exception {
    worker.service.noPermit = TestingBuildService.refusal(Cause.SUPERSEDED);

    worker.attempts.run(worker.assignment(BUILD));

    assertEquals(Status.SUPERSEDED, onlyOutcome().status());
    assertTrue(worker.publisher.calls.stream().noneMatch(call -> call.startsWith("tag")));
  }

  @Test
  void reportsNothingWhenTheWorkerShutsDown() throws Exception {
    BuildAssignment assignment = worker.assignment(BUILD);
    CountDownLatch building = new CountDownLatch(1);
    worker.engine.work =
        request -> {
          building.countDown();
          waitForever();
        };
    Thread slot = new Thread(() -> worker.attempts.run(assignment));
    slot.start();
    assertTrue(building.await(30, TimeUnit.SECONDS));

    worker.attempts.stopAll();
    slot.join(TimeUnit.SECONDS.toMillis(30));

    assertFalse(slot.isAlive());
    assertEquals(List.of(), worker.events.outcomes());
  }

  @Test
  void waitsForKafkaBeforeItIsDone() throws Exception {
    worker.events.down = true;
    BuildAssignment assignment = worker.assignment(BUILD);
    Thread slot = new Thread(() -> worker.attempts.run(assignment));
    slot.start();
    await().until(() -> worker.publisher.calls.size() == 6);
    assertTrue(slot.isAlive());

    worker.events.down = false;
    slot.join(TimeUnit.SECONDS.toMillis(30));

    assertEquals(Status.SUCCESS, onlyOutcome().status());
  }

  @Test
  void saysWhereDockerfilesAreWhenTheRulesOneIsMissing() throws Exception {
    worker.attempts.run(worker.assignment(BUILD, worker.repository.head().value(), "/docker/", 60));

    assertEquals(Status.FAILED, onlyOutcome().status());
    assertEquals(
        "There is no Dockerfile /docker/Dockerfile at commit "
            + worker.repository.head().abbreviated()
            + ". Found instead: /Dockerfile.",
        onlyOutcome().reason());
  }

  @Test
  void leavesNoWorkspaceBehind() throws Exception {
    worker.engine.work =
        request -> Files.writeString(request.workspace().resolve("layer"), "bytes");

    worker.attempts.run(worker.assignment(BUILD));

    try (Stream<Path> left = Files.list(folder.resolve("workspaces"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  private Outcome onlyOutcome() {
    assertEquals(1, worker.events.outcomes().size());
    return worker.events.outcomes().get(0);
  }

  private static void waitForever() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
