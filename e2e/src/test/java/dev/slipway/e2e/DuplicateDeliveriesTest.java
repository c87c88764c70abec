package dev.slipway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.stack.Project;
import dev.slipway.e2e.stack.Slipway;
import dev.slipway.e2e.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A delivery that comes again, at once or later, makes each of its builds once. */
@ExtendWith(Stack.Extension.class)
class DuplicateDeliveriesTest {

  private static final int COPIES = 100;

  @Test
  void aHundredConcurrentCopiesOfOneDeliveryMakeOneBuild(Stack stack) throws Exception {
    Project project = stack.newProject("copies");
    String body = project.pushBody("1".repeat(40), project.push("first"));

    ExecutorService threads = Executors.newFixedThreadPool(COPIES);
    List<Future<Slipway.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      answers.add(threads.submit(() -> project.deliver("the-same-id", body)));
    }
    for (Future<Slipway.Answer> answer : answers) {
      assertEquals(202, answer.get().status());
    }
    threads.shutdown();
    assertEquals(202, project.deliver("the-same-id", body).status());

    JsonNode build = project.slipway().awaitBuilds(project.name(), 1).get(0);
    assertEquals("success", build.path("state").asText(), build::toString);
    JsonNode deliveries =
        project
            .slipway()
            .get("/api/v1/repositories/" + project.name() + "/deliveries")
            .json()
            .path("items");
    assertEquals(1, deliveries.size(), deliveries::toString);
  }

  @Test
  void anOlderCommitDeliveredAgainDoesNotMoveTheTagBack(Stack stack) {
    Project project = stack.newProject("older");
    String first = project.push("first");
    assertEquals(202, project.deliver(first).status());
    project.slipway().awaitBuilds(project.name(), 1);
    project.tree().write("hello.txt", "newer");
    String second = project.push("second");
    assertEquals(202, project.deliver("second", project.pushBody(first, second)).status());
    JsonNode newer = project.slipway().awaitBuilds(project.name(), 2).get(1);

    assertEquals(202, project.deliver("again", project.pushBody("1".repeat(40), first)).status());
    project.tree().write("hello.txt", "newest");
    String third = project.push("third");
    assertEquals(202, project.deliver("third", project.pushBody(second, third)).status());

    List<JsonNode> builds = project.slipway().awaitBuilds(project.name(), 3);
    assertEquals(second, newer.path("commit").asText());
    assertEquals(third, builds.get(2).path("commit").asText());
  }
}
