package dev.slipway.service.host.github;

import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.HostConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * The client library's way to the network, for one call of ours with one account. Every failure is
 * told apart here, so the library sees good answers only and never waits or tries again by itself.
 * It also sees what the library hides: the scopes of a token, and which page comes next.
 */
final class GitHubCalls implements GitHubConnector {

  /** The JDK's client sets the first ones itself, and doesn't unpack what the last one allows. */
  private static final Set<String> LEFT_OUT = caseless("Connection", "Content-Length", "Host");

  private static final Pattern NEXT_PAGE =
      Pattern.compile("<[^>]*[?&]page=([0-9]{1,6})[^>]*>; rel=\"next\"");

  private final GitHubHttp http;
  private final HostConnection connection;
  private final Clock clock;
  private final @Nullable Integer firstPage;
  private @Nullable HttpResponse<byte[]> last;

  /**
   * @param firstPage where lists of repositories begin, since the library knows page one only; null
   *     for that
   */
  GitHubCalls(
      GitHubHttp http, HostConnection connection, Clock clock, @Nullable Integer firstPage) {
    this.http = http;
    this.connection = connection;
    this.clock = clock;
    this.firstPage = firstPage;
  }

  @Override
  public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
    HttpRequest.Builder builder = HttpRequest.newBuilder(address(request));
    request
        .allHeaders()
        .forEach(
            (name, values) -> {
              if (!LEFT_OUT.contains(name)) {
                values.forEach(value -> builder.header(name, value));
              }
            });
    builder.method(request.method(), body(request));
    HttpResponse<byte[]> answer = checked(builder.build());
    last = answer;
    return new Answer(request, answer);
  }

  /**
   * Sends a request that the library has no method for.
   *
   * @throws RefusedCallException when it fails
   */
  HttpResponse<byte[]> checked(HttpRequest request) throws RefusedCallException {
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request, connection.timeout());
    } catch (IOException e) {
      throw new RefusedCallException(GitHubFailures.silent(connection.apiUrl(), e));
    }
    if (answer.statusCode() / 100 != 2) {
      throw new RefusedCallException(GitHubFailures.refused(connection.apiUrl(), answer, clock));
    }
    return answer;
  }

  /**
   * The scopes of the token, as the last answer told them; empty for tokens that have other
   * permissions than scopes.
   */
  Optional<List<String>> scopes() {
    return last == null
        ? Optional.empty()
        : last.headers()
            .firstValue("X-OAuth-Scopes")
            .map(scopes -> List.of(scopes.strip().split("\\s*,\\s*")));
  }

  /** The page after the last answer, null when that was the last one. */
  @Nullable String nextPage() {
    if (last == null) {
      return null;
    }
    Matcher link = NEXT_PAGE.matcher(last.headers().firstValue("Link").orElse(""));
    return link.find() ? link.group(1) : null;
  }

  private URI address(GitHubConnectorRequest request) {
    String url = request.url().toString();
    boolean list = request.url().getPath().endsWith("/repos");
    return URI.create(
        firstPage == null || !list || url.matches(".*[?&]page=.*")
            ? url
            : url + (url.contains("?") ? "&" : "?") + "page=" + firstPage);
  }

  private static HttpRequest.BodyPublisher body(GitHubConnectorRequest request) throws IOException {
    if (!request.hasBody()) {
      return HttpRequest.BodyPublishers.noBody();
    }
    try (InputStream body = request.body()) {
      return HttpRequest.BodyPublishers.ofByteArray(body.readAllBytes());
    }
  }

  private static Set<String> caseless(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    set.add("Accept-Encoding");
    return set;
  }

  /** Carries what went wrong through the library, which takes nothing but this. */
  static final class RefusedCallException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient GitHostException reason;

    RefusedCallException(GitHostException reason) {
      super(reason.getMessage());
      this.reason = reason;
    }

    /** What a failure of the library is about; null when it is about something else. */
    static @Nullable GitHostException reason(Throwable failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof RefusedCallException refused) {
          return refused.reason;
        }
      }
      return null;
    }

    static GitHostException.@Nullable Kind kind(Throwable failure) {
      GitHostException reason = reason(failure);
      return reason == null ? null : reason.kind();
    }
  }

  /** An answer as the library reads it. */
  private static final class Answer extends GitHubConnectorResponse {

    private final byte[] body;

    Answer(GitHubConnectorRequest request, HttpResponse<byte[]> answer) {
      super(request, answer.statusCode(), answer.headers().map());
      this.body = answer.body();
    }

    @Override
    public InputStream bodyStream() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public void close() {
      // There is nothing open: the body is in memory.
    }
  }
}
