package dev.slipway.service.build;

import static io.restassured.RestAssured.given;

import dev.slipway.core.protocol.WorkerProtocol;
import dev.slipway.service.Api;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;

/** What workers ask over the internal API. */
public final class Workers {

  public static final String DIGEST = "sha256:" + "d".repeat(64);

  private Workers() {}

  /** A claim of a worker that keeps no caches. */
  public static ValidatableResponse claim(UUID build, String worker, int attempt) {
    return post(build, "claim", Map.of("workerId", worker, "attempt", attempt));
  }

  /** A claim of a worker with caches. */
  public static ValidatableResponse claim(UUID build, String worker, int attempt, String cache) {
    return post(build, "claim", Map.of("workerId", worker, "attempt", attempt, "cacheId", cache));
  }

  /** Asks for an image of the same inputs. */
  static ValidatableResponse reuse(UUID build, String worker, int attempt, String inputs) {
    return post(
        build,
        "reuse",
        Map.of(
            "workerId", worker,
            "attempt", attempt,
            "commit", World.commit('a'),
            "inputs", inputs));
  }

  static ValidatableResponse heartbeat(UUID build, String worker, int attempt, String phase) {
    return post(build, "heartbeat", Map.of("workerId", worker, "attempt", attempt, "phase", phase));
  }

  static ValidatableResponse permit(UUID build, String worker, int attempt, char commit) {
    return post(
        build,
        "permit",
        Map.of(
            "workerId", worker,
            "attempt", attempt,
            "commit", World.commit(commit),
            "digest", DIGEST));
  }

  private static ValidatableResponse post(UUID build, String what, Map<String, ?> body) {
    return given()
        .auth()
        .oauth2(Api.WORKER_TOKEN)
        .contentType(ContentType.JSON)
        .body(body)
        .post(WorkerProtocol.BASE_PATH + "/" + build + "/" + what)
        .then();
  }
}
