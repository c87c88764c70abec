package dev.slipway.worker.publish.jib;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.http.client.utils.URIBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What one session proves who it is with: a password, or tokens that a token server gives for it
 * (the distribution project's "Token Authentication Specification"). A token that the registry no
 * longer takes is exchanged for a new one. Usable by several threads at once.
 */
final class SignIn {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final @Nullable RegistryLogin login;
  private final String scope;
  private final Set<String> mountScopes;
  private @Nullable String authorization;

  /** Sends a request without signing in. */
  @FunctionalInterface
  interface Exchange {
    RegistryAnswer send(RegistryRequest request) throws IOException;
  }

  /**
   * @param repository to pull from and push to
   * @param mountFrom repositories to pull from
   */
  SignIn(@Nullable RegistryLogin login, String repository, Set<String> mountFrom) {
    this.login = login;
    this.scope = "repository:" + repository + ":pull,push";
    this.mountScopes = new LinkedHashSet<>();
    mountFrom.stream().sorted().forEach(from -> mountScopes.add("repository:" + from + ":pull"));
  }

  boolean hasLogin() {
    return login != null;
  }

  /** The header to send, empty as long as nobody asked for it. */
  synchronized Optional<String> authorization() {
    return Optional.ofNullable(authorization);
  }

  /**
   * Does as a registry wants that answered 401.
   *
   * @param used the header that it did not take
   * @return whether there is another header to try now
   */
  synchronized boolean answer(List<Challenge> challenges, Optional<String> used, Exchange exchange)
      throws IOException {
    if (!used.equals(authorization())) {
      return true; // another thread has been here
    }
    for (Challenge challenge : challenges) {
      if (challenge.scheme().equals("bearer") && challenge.parameters().containsKey("realm")) {
        authorization = "Bearer " + token(challenge, exchange);
        return true;
      }
    }
    boolean basic = challenges.stream().anyMatch(challenge -> challenge.scheme().equals("basic"));
    if (!basic || login == null || used.isPresent()) {
      return false;
    }
    authorization = basic(login);
    return true;
  }

  /** A token server that grants no mounting shall grant the push at least. */
  private String token(Challenge challenge, Exchange exchange) throws IOException {
    Set<String> scopes = new LinkedHashSet<>(Set.of(scope));
    scopes.addAll(mountScopes);
    RegistryAnswer answer = exchange.send(request(challenge, scopes));
    boolean refused =
        answer.status() == UNAUTHORIZED
            || answer.status() == FORBIDDEN
            || answer.status() == BAD_REQUEST;
    if (refused && !mountScopes.isEmpty()) {
      answer = exchange.send(request(challenge, Set.of(scope)));
    }
    return token(answer.requireSuccess());
  }

  private RegistryRequest request(Challenge challenge, Set<String> scopes) throws IOException {
    String realm = Objects.requireNonNull(challenge.parameters().get("realm"));
    RegistryRequest request = RegistryRequest.of("GET", uri(realm, challenge, scopes));
    return login == null ? request : request.header("Authorization", basic(login));
  }

  private static URI uri(String realm, Challenge challenge, Set<String> scopes) throws IOException {
    try {
      URIBuilder uri = new URIBuilder(realm);
      String service = challenge.parameters().get("service");
      if (service != null) {
        uri.addParameter("service", service);
      }
      scopes.forEach(wanted -> uri.addParameter("scope", wanted));
      URI built = uri.build();
      if (built.getHost() == null) {
        throw new IOException("the registry names a token server that has no host");
      }
      return built;
    } catch (URISyntaxException e) {
      throw new IOException("the registry names a token server whose address is no URL", e);
    }
  }

  private static String token(RegistryAnswer answer) throws IOException {
    try {
      JsonNode json = JSON.readTree(answer.body());
      String token = json.path("token").asText(json.path("access_token").asText(""));
      if (!token.isEmpty()) {
        return token;
      }
    } catch (JsonProcessingException e) {
      // Without the cause: its message quotes the body, which may hold a token.
      throw new IOException("token server " + answer.uri().getHost() + " answered with no JSON");
    }
    throw new IOException("token server " + answer.uri().getHost() + " answered without a token");
  }

  private static String basic(RegistryLogin login) {
    String pair = login.username() + ":" + login.password();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
