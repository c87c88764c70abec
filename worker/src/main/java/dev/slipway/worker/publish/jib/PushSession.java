package dev.slipway.worker.publish.jib;

import com.google.cloud.tools.jib.api.RegistryException;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.worker.engine.BuiltImage.Blob;
import dev.slipway.worker.engine.config.Manifest;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * Pushes to one repository of one registry, over one pool of connections and with one sign-in.
 * Requests that fail for a moment are repeated; failures come as exceptions fit for people. Usable
 * by several threads at once.
 */
final class PushSession implements AutoCloseable {

  private static final String ANY_MANIFEST =
      String.join(
          ", ",
          List.of(
              "application/vnd.oci.image.manifest.v1+json",
              "application/vnd.oci.image.index.v1+json",
              "application/vnd.docker.distribution.manifest.v2+json",
              "application/vnd.docker.distribution.manifest.list.v2+json"));

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int UNSUPPORTED_TYPE = 415;

  private final String repository;
  private final RegistryHttp http;
  private final Retries retries;
  private final RegistryProblems problems;

  /** How a blob came to be in the repository. */
  enum Way {
    PRESENT,
    MOUNTED,
    SENT,
    CONTINUED
  }

  /**
   * @param mountFrom repositories of the same registry to mount blobs from, which have to be known
   *     when signing in
   * @param login null for anonymous
   */
  PushSession(
      RegistryTransport transport,
      Retries retries,
      RegistryEndpoint endpoint,
      String repository,
      Set<String> mountFrom,
      @Nullable RegistryLogin login) {
    this.repository = repository;
    this.retries = retries;
    this.problems = new RegistryProblems(endpoint, repository, login != null);
    this.http = transport.connect(endpoint, new SignIn(login, repository, mountFrom));
  }

  /** Signs in with what the registry asks for, so that a refusal comes before any work. */
  void signIn() throws IOException, InterruptedException {
    call(
        "sign in",
        () -> {
          RegistryAnswer answer = http.send(RegistryRequest.of("GET", http.uri("/v2/")));
          return answer.status() == NOT_FOUND ? answer : answer.requireSuccess();
        });
  }

  /** Whether the repository has a manifest of this digest. */
  boolean hasManifest(Digest digest) throws IOException, InterruptedException {
    return call(
        "look for manifest " + digest,
        () -> {
          RegistryAnswer answer = http.send(manifest("HEAD", digest.value()));
          return answer.status() != NOT_FOUND && answer.requireSuccess().isSuccess();
        });
  }

  /**
   * Reads a manifest or index, byte for byte.
   *
   * @return empty when there is none
   */
  Optional<Manifest> findManifest(String tagOrDigest) throws IOException, InterruptedException {
    return call(
        "read manifest " + tagOrDigest,
        () -> {
          RegistryAnswer answer = http.send(manifest("GET", tagOrDigest));
          return answer.status() == NOT_FOUND ? Optional.empty() : Optional.of(manifest(answer));
        });
  }

  private static Manifest manifest(RegistryAnswer answer) throws IOException {
    String type = answer.requireSuccess().header("Content-Type").orElse("");
    return new Manifest(
        type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT), answer.body());
  }

  private RegistryRequest manifest(String method, String tagOrDigest) {
    return RegistryRequest.of(method, http.uri("/v2/" + repository + "/manifests/" + tagOrDigest))
        .header("Accept", ANY_MANIFEST);
  }

  /** Opens a blob; its bytes are not verified. */
  InputStream open(Digest digest) throws IOException {
    try {
      return retries.call(
          () ->
              http.open(
                  RegistryRequest.of("GET", http.uri("/v2/" + repository + "/blobs/" + digest))));
    } catch (RegistryException | IOException e) {
      throw problems.explain("read blob " + digest, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("stopped").initCause(e);
    }
  }

  /**
   * Sees to it that the repository has a blob: sent only when it is neither there nor mounted.
   *
   * @param mountFrom a repository of the same registry that has it, null for none
   */
  Way bring(Blob blob, @Nullable String mountFrom) throws IOException, InterruptedException {
    BlobPush push = new BlobPush(http, retries, repository, blob);
    if (explained("look for blob " + blob.digest(), push::isThere)) {
      return Way.PRESENT;
    }
    if (mountFrom != null
        && explained("mount blob " + blob.digest(), () -> push.mount(mountFrom))) {
      return Way.MOUNTED;
    }
    return explained("push blob " + blob.digest(), push::send) > 0 ? Way.CONTINUED : Way.SENT;
  }

  /**
   * Puts a manifest or index at a tag or digest.
   *
   * @return the answer, whose headers say what the registry does with it
   */
  RegistryAnswer pushManifest(String mediaType, byte[] bytes, String tagOrDigest)
      throws IOException, InterruptedException {
    RegistryRequest request =
        RegistryRequest.of("PUT", http.uri("/v2/" + repository + "/manifests/" + tagOrDigest))
            .body(new ByteArrayEntity(bytes, ContentType.create(mediaType)));
    try {
      return retries.call(() -> http.send(request).requireSuccess());
    } catch (RegistryRefusal e) {
      throw e.status() == BAD_REQUEST || e.status() == UNSUPPORTED_TYPE
          ? problems.refusedManifest(mediaType, e)
          : problems.explain("push manifest " + tagOrDigest, e);
    } catch (RegistryException | IOException e) {
      throw problems.explain("push manifest " + tagOrDigest, e);
    }
  }

  private <T> T call(String action, Retries.Call<T> request)
      throws IOException, InterruptedException {
    return explained(action, () -> retries.call(request));
  }

  /** Something that is repeated where that helps. */
  @FunctionalInterface
  private interface Step<T> {
    T run() throws IOException, RegistryException, InterruptedException;
  }

  private <T> T explained(String action, Step<T> step) throws IOException, InterruptedException {
    try {
      return step.run();
    } catch (RegistryException | IOException e) {
      throw problems.explain(action, e);
    }
  }

  /** Ends all connections, those in use too. */
  @Override
  public void close() throws IOException {
    http.close();
  }
}
