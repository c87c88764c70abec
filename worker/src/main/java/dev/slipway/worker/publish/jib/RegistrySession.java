package dev.slipway.worker.publish.jib;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.DigestException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pulls from one repository of one registry. Requests that fail for a moment are repeated; failures
 * come as exceptions fit for people. Usable by several threads at once.
 */
final class RegistrySession implements AutoCloseable {

  private static final String USER_AGENT = "slipway";

  private final FailoverHttpClient http;
  private final RegistryClient client;
  private final Retries retries;
  private final RegistryProblems problems;

  /**
   * @param login null for anonymous
   */
  RegistrySession(
      RegistryTransport transport,
      Retries retries,
      RegistryEndpoint endpoint,
      String repository,
      @Nullable RegistryLogin login) {
    this.retries = retries;
    this.problems = new RegistryProblems(endpoint, repository, login != null);
    this.http = transport.open(endpoint);
    RegistryClient.Factory factory =
        RegistryClient.factory(EventHandlers.NONE, endpoint.host(), repository, http);
    factory.setUserAgent(USER_AGENT);
    if (login != null) {
      factory.setCredential(Credential.from(login.username(), login.password()));
    }
    this.client = factory.newRegistryClient();
  }

  /**
   * Pulls a manifest or index; signs in when the registry asks for it.
   *
   * @param tagOrDigest what to pull
   */
  ManifestAndDigest<ManifestTemplate> manifest(String tagOrDigest)
      throws IOException, InterruptedException {
    return call(
        "pull manifest " + tagOrDigest, () -> signingIn(() -> client.pullManifest(tagOrDigest)));
  }

  /**
   * Writes a blob's bytes, verified by Jib; signs in when the registry asks for it. Not repeated,
   * for some bytes may have been written.
   */
  void pullBlob(Digest digest, OutputStream out) throws IOException {
    try {
      signingIn(
          () ->
              client
                  .pullBlob(descriptor(digest), size -> {}, read -> stopWhenInterrupted())
                  .writeTo(out));
    } catch (StoppedException e) {
      throw (IOException) new InterruptedIOException("stopped").initCause(e);
    } catch (RegistryException | IOException e) {
      throw problems.explain("pull blob " + digest, e);
    }
  }

  private <T> T signingIn(Retries.Call<T> request) throws IOException, RegistryException {
    try {
      return request.run();
    } catch (IOException | RegistryException e) {
      Optional<String> challenge = challenge(e);
      if (challenge.isEmpty()) {
        throw e;
      }
      client.authPullByWwwAuthenticate(challenge.get());
      return request.run();
    }
  }

  /** How the registry wants us to sign in, if that is what the failure is about. */
  private static Optional<String> challenge(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof RegistryUnauthorizedException unauthorized) {
        return Optional.ofNullable(
            unauthorized.getHttpResponseException().getHeaders().getAuthenticate());
      }
    }
    return Optional.empty();
  }

  private <T> T call(String action, Retries.Call<T> request)
      throws IOException, InterruptedException {
    try {
      return retries.call(request);
    } catch (RegistryException | IOException e) {
      throw problems.explain(action, e);
    }
  }

  private static void stopWhenInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new StoppedException();
    }
  }

  private static DescriptorDigest descriptor(Digest digest) {
    try {
      return DescriptorDigest.fromDigest(digest.value());
    } catch (DigestException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Ends all connections, those in use too. */
  @Override
  public void close() throws IOException {
    http.shutDown();
  }
}
