package dev.slipway.worker.engine.remote;

import dev.slipway.core.net.AddressPolicy;
import dev.slipway.core.net.RefusedAddressException;
import dev.slipway.git.CheckedHttpClients;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.BoundedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.impl.client.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * One GET of a user's URL with its redirects. Each of them is connected to at an address that was
 * checked, and none leads from https to http. Stoppable from another thread.
 */
final class Download implements AutoCloseable {

  private static final int SILENCE_MILLIS = 30_000;
  private static final int MOST_REDIRECTS = 10;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final AddressPolicy policy;
  private final long limit;
  private final AtomicReference<@Nullable CloseableHttpClient> client = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * @param limit bytes that the file may have
   */
  Download(AddressPolicy policy, long limit) {
    this.policy = policy;
    this.limit = limit;
  }

  /**
   * What the server said about the file.
   *
   * @param fresh whether the file was downloaded; false when the known one is still good
   */
  record Answer(boolean fresh, @Nullable String etag, @Nullable String lastModified) {}

  /** The repository's fault, on its way through calls that know of {@link IOException} alone. */
  static final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }

    BuildFailedException asFailure() {
      return new BuildFailedException(String.valueOf(getMessage()), this);
    }
  }

  /**
   * Downloads, unless what is known is still good.
   *
   * @param known what a former answer said, null for nothing
   * @param file where to
   */
  Answer get(URI url, @Nullable Answer known, Path file) throws IOException {
    URI at = url;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      try (CloseableHttpClient connected = connect(at);
          CloseableHttpResponse answer = connected.execute(request(at, known))) {
        int status = answer.getStatusLine().getStatusCode();
        if (status == OK) {
          save(url, answer, file);
          return new Answer(
              true, header(answer, HttpHeaders.ETAG), header(answer, HttpHeaders.LAST_MODIFIED));
        }
        if (status == NOT_MODIFIED && known != null) {
          return new Answer(false, known.etag(), known.lastModified());
        }
        at = redirect(url, at, status, header(answer, HttpHeaders.LOCATION));
      }
    }
    throw new RefusedException(url + " is redirected more than " + MOST_REDIRECTS + " times");
  }

  private static URI redirect(URI url, URI at, int status, @Nullable String location)
      throws IOException {
    if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
      throw new IOException(url + " answered " + status + "; try again later");
    }
    if (status <= 300 || status > 308 || status == NOT_MODIFIED || location == null) {
      throw new RefusedException(url + " answered " + status + " and no file");
    }
    try {
      URI next = at.resolve(location);
      checkScheme(next);
      if (isHttps(at) && !isHttps(next)) {
        throw new RefusedException(url + " redirects from https to plain http, which is refused");
      }
      return next;
    } catch (IllegalArgumentException e) {
      throw new RefusedException(url + " redirects to what is no URL");
    }
  }

  /**
   * @throws RefusedException when it is no plain http or https URL
   */
  static void checkScheme(URI url) throws RefusedException {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https") || url.getHost() == null) {
      throw new RefusedException("ADD takes http and https URLs with a host, and git repositories");
    }
    if (url.getRawUserInfo() != null) {
      throw new RefusedException(
          "a URL of ADD must not hold credentials: everybody who has the image could read them");
    }
  }

  private CloseableHttpClient connect(URI at) throws IOException {
    int port = at.getPort() < 0 ? (isHttps(at) ? 443 : 80) : at.getPort();
    try {
      CloseableHttpClient opened = CheckedHttpClients.open(at.getHost(), port, policy);
      client.set(opened);
      if (closed) {
        opened.close();
        throw new IOException("the build was stopped");
      }
      return opened;
    } catch (RefusedAddressException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    } catch (UnknownHostException e) {
      throw new RefusedException("there is no host " + at.getHost());
    }
  }

  private static HttpUriRequest request(URI at, @Nullable Answer known) {
    RequestBuilder request =
        RequestBuilder.get(at)
            .setConfig(
                RequestConfig.custom()
                    .setConnectTimeout(SILENCE_MILLIS)
                    .setConnectionRequestTimeout(SILENCE_MILLIS)
                    .setSocketTimeout(SILENCE_MILLIS)
                    .build());
    Optional.ofNullable(known)
        .map(Answer::etag)
        .ifPresent(etag -> request.setHeader(HttpHeaders.IF_NONE_MATCH, etag));
    Optional.ofNullable(known)
        .map(Answer::lastModified)
        .ifPresent(time -> request.setHeader(HttpHeaders.IF_MODIFIED_SINCE, time));
    return request.build();
  }

  private void save(URI url, CloseableHttpResponse answer, Path file) throws IOException {
    if (answer.getEntity().getContentLength() > limit) {
      throw tooLarge(url);
    }
    try (InputStream in = new BoundedInputStream(answer.getEntity().getContent(), limit)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (BoundedInputStream.TooMuchException e) {
      throw tooLarge(url);
    }
  }

  private RefusedException tooLarge(URI url) {
    return new RefusedException(
        url
            + " is larger than "
            + limit
            + " bytes; an operator can allow more with SLIPWAY_WORKER_COPY_LARGEST_DOWNLOAD");
  }

  private static boolean isHttps(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  private static @Nullable String header(CloseableHttpResponse answer, String name) {
    Header header = answer.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  @Override
  public void close() {
    closed = true;
    CloseableHttpClient open = client.getAndSet(null);
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
