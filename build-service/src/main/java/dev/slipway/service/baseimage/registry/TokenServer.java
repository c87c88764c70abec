package dev.slipway.service.baseimage.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.service.baseimage.ImageRegistry.Login;
import dev.slipway.service.outbound.OutboundHttp.Answer;
import dev.slipway.service.outbound.OutboundHttp.Request;
import dev.slipway.service.outbound.OutboundHttp.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gets tokens as registries want it (distribution project, "Token Authentication Specification"):
 * from the realm of the challenge, for pulling from one repository. The realm is a URL that a
 * registry has named, so it is called with the same care as any that a user has; over plain HTTP
 * only when the registry itself is.
 */
final class TokenServer {

  private static final int LONGEST_ANSWER = 64 * 1024;

  private final Calls calls;
  private final ObjectMapper json;
  private final Clock clock;

  TokenServer(Calls calls, ObjectMapper json, Clock clock) {
    this.calls = calls;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A token to pull with.
   *
   * @throws LookException when there is none to be had
   */
  String token(Origin registry, Challenge challenge, String repository, Optional<Login> login)
      throws IOException {
    URI realm = realm(registry, challenge);
    Map<String, String> headers = new HashMap<>(Map.of("Accept", "application/json"));
    login.ifPresent(known -> headers.put("Authorization", basic(known)));
    Trust trust = registry.covers(realm) ? registry.trust() : Trust.NONE;
    Answer answer =
        calls.send(
            new Request(
                "GET", query(realm, challenge, repository), headers, new byte[0], LONGEST_ANSWER),
            trust);
    if (answer.status() == Answers.TOO_MANY) {
      throw Answers.tooMany(realm.getHost(), answer, clock.instant());
    }
    if (!answer.isSuccess()) {
      throw LookException.failed(
          "the token server "
              + realm.getHost()
              + " of registry "
              + registry.host()
              + " answered "
              + answer.status()
              + (login.isPresent() ? "; check the login of the destination there" : ""));
    }
    return read(realm, answer);
  }

  /** The value of a header for basic authentication (RFC 7617). */
  static String basic(Login login) {
    String pair = login.username() + ":" + login.password();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static URI realm(Origin registry, Challenge challenge) throws LookException {
    String given = challenge.parameters().getOrDefault("realm", "");
    return Origin.target(registry.resolve("/v2/"), given)
        .filter(realm -> "https".equalsIgnoreCase(realm.getScheme()) || registry.isPlain())
        .filter(realm -> !given.isEmpty())
        .orElseThrow(
            () ->
                LookException.failed(
                    "registry " + registry.host() + " names no token server that may be asked"));
  }

  private static URI query(URI realm, Challenge challenge, String repository) {
    StringBuilder query = new StringBuilder();
    if (realm.getRawQuery() != null) {
      query.append(realm.getRawQuery()).append('&');
    }
    String service = challenge.parameters().get("service");
    if (service != null) {
      query.append("service=").append(encode(service)).append('&');
    }
    query.append("scope=").append(encode("repository:" + repository + ":pull"));
    String path =
        realm.getRawPath() == null || realm.getRawPath().isEmpty() ? "/" : realm.getRawPath();
    return URI.create(realm.getScheme() + "://" + realm.getRawAuthority() + path + "?" + query);
  }

  private String read(URI realm, Answer answer) throws LookException {
    try {
      JsonNode body = json.readTree(answer.body());
      for (String field : new String[] {"token", "access_token"}) {
        JsonNode token = body == null ? null : body.get(field);
        if (token != null && token.isTextual() && isHeaderValue(token.asText())) {
          return token.asText();
        }
      }
    } catch (IOException e) {
      throw notUnderstood(realm);
    }
    throw notUnderstood(realm);
  }

  private static boolean isHeaderValue(String token) {
    return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private static LookException notUnderstood(URI realm) {
    return LookException.failed(
        "the token server " + realm.getHost() + " answered something that is no token");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
