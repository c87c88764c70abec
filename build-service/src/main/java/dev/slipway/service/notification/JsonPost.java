package dev.slipway.service.notification;

import dev.slipway.service.notification.Attempt.Outcome;
import dev.slipway.service.notification.Attempt.Result;
import dev.slipway.service.outbound.OutboundHttp;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** POSTs JSON to a target and tells what the answer means. */
@ApplicationScoped
public class JsonPost {

  private static final Logger LOG = Logger.getLogger(JsonPost.class);
  private static final int LONGEST_ANSWER = 1_024;
  private static final int GONE = 410;

  private final OutboundHttp http;

  JsonPost(OutboundHttp http) {
    this.http = http;
  }

  /**
   * Sends a body once.
   *
   * @param headers beside the content type and the user agent
   */
  public Outcome send(TargetUrl url, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/json");
    all.put("User-Agent", "Slipway");
    try {
      return outcome(
          http.send(new OutboundHttp.Request("POST", url.uri(), all, body, LONGEST_ANSWER)));
    } catch (IOException e) {
      LOG.debugf("a target can't be reached: %s", e.getMessage());
      return Outcome.failed(String.valueOf(e.getMessage()));
    }
  }

  private static Outcome outcome(OutboundHttp.Answer answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    boolean redirect = answer.status() / 100 == 3;
    return new Outcome(
        result(answer),
        answer.status(),
        redirect ? "Redirects aren't followed; give the URL that it leads to. " + text : text,
        retryAfter(answer));
  }

  private static Result result(OutboundHttp.Answer answer) {
    if (answer.isSuccess()) {
      return Result.DELIVERED;
    }
    return answer.status() == GONE ? Result.GONE : Result.FAILED;
  }

  /** RFC 9110, 10.2.3, in its form with seconds. */
  private static Optional<Duration> retryAfter(OutboundHttp.Answer answer) {
    return Optional.ofNullable(answer.headers().get("retry-after"))
        .map(String::strip)
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }
}
