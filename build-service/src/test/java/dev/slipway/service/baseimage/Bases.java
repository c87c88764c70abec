package dev.slipway.service.baseimage;

import static io.restassured.RestAssured.given;

import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildEvent;
import dev.slipway.core.message.BuildEvent.BaseImageUse;
import dev.slipway.core.protocol.WorkerProtocol;
import dev.slipway.service.Api;
import dev.slipway.service.build.FinishBuild;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import io.restassured.http.ContentType;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** Builds that use base images, and what came of them, for tests. */
@ApplicationScoped
public class Bases {

  private static final String CAUSES =
      "select cause || ' ' || coalesce(substr(commit_sha, 1, 1), 'tip') from build"
          + " where repository_id = ? order by sequence";

  private final World world;
  private final FinishBuild finish;

  Bases(World world, FinishBuild finish) {
    this.world = world;
    this.finish = finish;
  }

  /** An image of the test's registry that no other test uses. */
  public static String newImage() {
    return "base/i" + UUID.randomUUID().toString().replace("-", "");
  }

  /** What a build reports to have used. */
  public static BaseImageUse use(String repository, String tag, Digest digest) {
    return new BaseImageUse(reference(repository, tag), digest.value());
  }

  public static String reference(String repository, String tag) {
    return RegistryStack.NAME + "/" + repository + ":" + tag;
  }

  /** Pushes a commit to main and has a worker build all that comes of it. */
  public void built(Made repository, char commit, BaseImageUse... used) {
    world.push(repository, "push-" + UUID.randomUUID(), null, World.commit(commit));
    finishAll(repository, List.of(), used);
  }

  /** Has a worker finish all builds that wait, with these references published. */
  public void finishAll(Made repository, List<String> published, BaseImageUse... used) {
    for (String id :
        world.strings(
            "select id::text from build where repository_id = ? and state = 'queued'"
                + " order by sequence",
            repository.id())) {
      finish(UUID.fromString(id), BuildEvent.Status.SUCCESS, published, used);
    }
  }

  /** Has a worker take a build and end it. */
  public void finish(
      UUID build, BuildEvent.Status status, List<String> published, BaseImageUse... used) {
    claim(build);
    boolean success = status == BuildEvent.Status.SUCCESS;
    String commit =
        world.strings("select coalesce(commit_sha, '') from build where id = ?", build).get(0);
    finish.finish(
        build,
        1,
        Instant.now(),
        new BuildEvent.Outcome(
            status,
            "It ended.",
            commit.isEmpty() ? World.commit('e') : commit,
            "Change something",
            "native",
            success ? digestOf(build) : null,
            success ? 1 : 0,
            published,
            List.of(used),
            null));
  }

  /** Has a worker take a build. */
  public void claim(UUID build) {
    given()
        .auth()
        .oauth2(Api.WORKER_TOKEN)
        .contentType(ContentType.JSON)
        .body(Map.of("workerId", "w", "attempt", 1))
        .post(WorkerProtocol.BASE_PATH + "/" + build + "/claim")
        .then()
        .statusCode(200);
  }

  /** The digest of what a build published: another one for each build. */
  public static String digestOf(UUID build) {
    return Digest.of(build.toString().getBytes(StandardCharsets.UTF_8)).value();
  }

  /** Why the repository's builds were made and of which commit, oldest first. */
  public List<String> causes(Made repository) {
    return world.strings(CAUSES, repository.id());
  }

  /** The next look at an image is due. */
  public void lookIsDue(String reference) {
    world.run("update watched_image set next_look_at = now() where reference = ?", reference);
  }

  /** What is noted of an image, such as its {@code digest}; the text null when there is nothing. */
  public String watched(String reference, String column) {
    return world
        .strings("select " + column + "::text from watched_image where reference = ?", reference)
        .stream()
        .findFirst()
        .orElse("null");
  }

  /** Waits until an image was looked at and stands for a digest. */
  public void awaitSeen(String reference, @Nullable Digest digest) {
    await()
        .until(() -> watched(reference, "digest").equals(digest == null ? "null" : digest.value()));
    await().until(() -> watched(reference, "looking_until").equals("null"));
    await().until(() -> !watched(reference, "looked_at").equals("null"));
  }

  public static ConditionFactory await() {
    return Awaitility.await().atMost(30, TimeUnit.SECONDS);
  }
}
