package dev.slipway.worker.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildJob;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.WorkerProtocol;
import dev.slipway.core.protocol.WorkerProtocol.Cause;
import dev.slipway.core.protocol.WorkerProtocol.Claim;
import dev.slipway.core.protocol.WorkerProtocol.Deferral;
import dev.slipway.core.protocol.WorkerProtocol.Heartbeat;
import dev.slipway.core.protocol.WorkerProtocol.Lease;
import dev.slipway.core.protocol.WorkerProtocol.Permit;
import dev.slipway.core.protocol.WorkerProtocol.PermitRequest;
import dev.slipway.core.protocol.WorkerProtocol.Phase;
import dev.slipway.core.protocol.WorkerProtocol.Presence;
import dev.slipway.core.protocol.WorkerProtocol.Refusal;
import dev.slipway.core.protocol.WorkerProtocol.Reusable;
import dev.slipway.core.protocol.WorkerProtocol.ReuseQuery;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The internal API of {@link WorkerProtocol} over HTTP. */
final class HttpBuildService implements BuildService {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI base;
  private final String token;
  private final String workerId;
  private final String cacheId;
  private final ObjectMapper json;

  /**
   * @param token of the internal API
   * @param workerId new at every start
   * @param cacheId the same as long as the worker's folder is
   */
  HttpBuildService(URI base, String token, String workerId, String cacheId, ObjectMapper json) {
    this.base = base;
    this.token = token;
    this.workerId = workerId;
    this.cacheId = cacheId;
    this.json = json;
  }

  @Override
  public ClaimAnswer claim(BuildJob job) throws IOException, InterruptedException {
    HttpResponse<String> answer = post(job, "claim", new Claim(workerId, job.attempt(), cacheId));
    return switch (answer.statusCode()) {
      case OK -> new ClaimAnswer.Claimed(read(answer, BuildAssignment.class));
      case ACCEPTED -> deferred(read(answer, Deferral.class));
      case CONFLICT -> new ClaimAnswer.Refused(read(answer, Refusal.class).reason());
      case NOT_FOUND -> new ClaimAnswer.Refused("the build-service does not know this build");
      default -> throw unexpected(answer);
    };
  }

  @Override
  public Lease heartbeat(BuildJob attempt, Phase phase)
      throws IOException, RefusedByServiceException, InterruptedException {
    Heartbeat body = new Heartbeat(workerId, attempt.attempt(), phase);
    return leased(post(attempt, "heartbeat", body), Lease.class);
  }

  @Override
  public Permit permit(BuildJob attempt, String commit, String digest)
      throws IOException, RefusedByServiceException, InterruptedException {
    PermitRequest body = new PermitRequest(workerId, attempt.attempt(), commit, digest);
    return leased(post(attempt, "permit", body), Permit.class);
  }

  private static ClaimAnswer deferred(Deferral deferral) {
    return new ClaimAnswer.Deferred(
        Duration.ofMillis(Math.max(0, deferral.waitMillis())), deferral.reason());
  }

  @Override
  public Optional<Reusable> reuse(BuildJob attempt, String commit, Digest inputs)
      throws IOException, RefusedByServiceException, InterruptedException {
    ReuseQuery body = new ReuseQuery(workerId, attempt.attempt(), commit, inputs.value());
    HttpResponse<String> answer = post(attempt, "reuse", body);
    return answer.statusCode() == NO_CONTENT
        ? Optional.empty()
        : Optional.of(leased(answer, Reusable.class));
  }

  @Override
  public void present(Presence presence) throws IOException, InterruptedException {
    String path = WorkerProtocol.WORKERS_PATH + "/" + encoded(workerId);
    HttpResponse<String> answer = send("PUT", path, presence);
    if (answer.statusCode() != NO_CONTENT && answer.statusCode() != OK) {
      throw unexpected(answer);
    }
  }

  private <T> T leased(HttpResponse<String> answer, Class<T> type)
      throws IOException, RefusedByServiceException {
    return switch (answer.statusCode()) {
      case OK -> read(answer, type);
      case CONFLICT -> throw new RefusedByServiceException(read(answer, Refusal.class));
      case NOT_FOUND ->
          throw new RefusedByServiceException(
              new Refusal(Cause.LEASE_LOST, "the build-service does not know this build"));
      default -> throw unexpected(answer);
    };
  }

  private HttpResponse<String> post(BuildJob job, String action, Object body)
      throws IOException, InterruptedException {
    String path = WorkerProtocol.BASE_PATH + "/" + encoded(job.buildId()) + "/" + action;
    return send("POST", path, body);
  }

  private HttpResponse<String> send(String method, String path, Object body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(ANSWER_TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private <T> T read(HttpResponse<String> answer, Class<T> type) throws IOException {
    try {
      return json.readValue(answer.body(), type);
    } catch (JsonProcessingException e) {
      // Without the cause: its message quotes the body, which holds credentials.
      throw new IOException(
          "the build-service's answer to "
              + answer.uri().getPath()
              + " is no "
              + type.getSimpleName()
              + "; perhaps its version differs from the worker's");
    }
  }

  private static IOException unexpected(HttpResponse<String> answer) {
    int status = answer.statusCode();
    boolean refused = status == 401 || status == 403;
    return new IOException(
        "the build-service answered "
            + status
            + " to "
            + answer.uri().getPath()
            + (refused ? "; SLIPWAY_WORKER_TOKEN has to be the same on both sides" : ""));
  }
}
