package dev.slipway.service.host.rest;

import static dev.slipway.service.host.rest.MalformedAnswerException.required;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.OAuthClient.Grant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Form;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Asks OAuth token endpoints for grants, and reads their answers (RFC 6749, section 5). */
@ApplicationScoped
public class TokenEndpoint {

  /** Bytes of an answer; tokens are short. */
  private static final int LONGEST = 64 * 1024;

  private final HostCalls calls;
  private final ObjectMapper json;
  private final Clock clock;
  private final HostClients<TokenClient> clients = new HostClients<>(TokenClient.class);

  public TokenEndpoint(HostCalls calls, ObjectMapper json, Clock clock) {
    this.calls = calls;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A request for a grant.
   *
   * @param endpoint the whole address
   * @param timeout how long the call may take
   * @param authorization the client's credential as a header, null when the form holds it
   * @param form the fields
   * @param refreshToken what is kept when the host sends no new one; null for a first grant
   */
  public record Request(
      URI endpoint,
      Duration timeout,
      @Nullable String authorization,
      Form form,
      @Nullable String refreshToken) {

    /** Without anything that is secret. */
    @Override
    public String toString() {
      return "Request[" + endpoint + "]";
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Tokens(
      @JsonProperty("access_token") @Nullable String accessToken,
      @JsonProperty("refresh_token") @Nullable String refreshToken,
      @JsonProperty("expires_in") @Nullable Long expiresIn) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Refusal(@Nullable String error) {}

  /**
   * Asks for a grant.
   *
   * @throws GitHostException {@code UNAUTHORIZED} when a refresh token is of no use any more,
   *     {@code REFUSED} when a code is, or the client's own credential
   */
  public Grant ask(Request request) throws GitHostException {
    RestResponse<InputStream> answer =
        calls.exchange(
            request.endpoint(),
            () ->
                clients
                    .at(request.endpoint(), request.timeout())
                    .token(request.authorization(), request.form()));
    if (answer.getStatus() == 400 || answer.getStatus() == 401) {
      throw refused(request, answer);
    }
    return calls.ask(request.endpoint(), () -> answer, body -> grant(request, body));
  }

  private Grant grant(Request request, InputStream body) throws MalformedAnswerException {
    Tokens tokens = read(body, Tokens.class);
    String renewed = tokens.refreshToken();
    return new Grant(
        required(tokens.accessToken(), "access_token"),
        renewed == null ? request.refreshToken() : renewed,
        tokens.expiresIn() == null ? null : expiry(tokens.expiresIn()));
  }

  private Instant expiry(long seconds) throws MalformedAnswerException {
    if (seconds < 0 || seconds > Duration.ofDays(36_500).toSeconds()) {
      throw new MalformedAnswerException("its \"expires_in\" is no number of seconds");
    }
    return clock.instant().plusSeconds(seconds);
  }

  private <T> T read(@Nullable InputStream body, Class<T> type) throws MalformedAnswerException {
    try (InputStream bytes = required(body, "access_token")) {
      return required(json.readValue(bytes.readNBytes(LONGEST), type), "access_token");
    } catch (IOException e) {
      // Its message quotes the body, which may hold tokens.
      throw new MalformedAnswerException("it is not the JSON that RFC 6749 tells");
    }
  }

  private GitHostException refused(Request request, RestResponse<InputStream> answer) {
    String host = request.endpoint().getAuthority();
    String prefix = host + " answered " + answer.getStatus() + ": ";
    if (!isGrantsFault(answer)) {
      return new GitHostException(
          Kind.REFUSED,
          prefix
              + "it does not accept Slipway's OAuth client. Check the host's client-id and"
              + " client-secret, and the callback URL that is registered there.",
          null);
    }
    return request.refreshToken() == null
        ? new GitHostException(
            Kind.REFUSED,
            prefix + "the code is invalid, used or expired. Link the account again.",
            null)
        : new GitHostException(
            Kind.UNAUTHORIZED,
            prefix + "the account's grant is expired or revoked. Link the account again.",
            null);
  }

  /** {@code invalid_grant} is about the code or refresh token; all else about the client. */
  private boolean isGrantsFault(RestResponse<InputStream> answer) {
    try {
      return "invalid_grant".equals(read(answer.getEntity(), Refusal.class).error());
    } catch (MalformedAnswerException e) {
      return false;
    }
  }
}
