package dev.slipway.worker.publish.jib;

import com.google.cloud.tools.jib.api.InsecureRegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.http.ResponseException;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.core.net.RefusedAddressException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.UnsupportedSchemeException;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong with a registry, where, and what to do. Jib's own messages are left out but
 * for the registry's reasons: they may quote URLs with tokens in them.
 */
final class RegistryProblems {

  private final RegistryEndpoint endpoint;
  private final String image;
  private final boolean hasLogin;

  RegistryProblems(RegistryEndpoint endpoint, String repository, boolean hasLogin) {
    this.endpoint = endpoint;
    this.image = endpoint.host() + "/" + repository;
    this.hasLogin = hasLogin;
  }

  /**
   * @param action what was tried, as an infinitive
   */
  IOException explain(String action, Exception failure) {
    Optional<RefusedAddressException> refused = find(failure, RefusedAddressException.class);
    if (refused.isPresent()) {
      return refused.get();
    }
    OptionalInt status = status(failure);
    boolean stopped =
        failure instanceof InterruptedIOException && Thread.currentThread().isInterrupted();
    if (stopped) {
      return (InterruptedIOException) failure;
    }
    String message =
        status.isPresent() ? answered(action, status.getAsInt()) : unanswered(action, failure);
    return new RegistryFailure(message, status, failure);
  }

  /**
   * Says that a manifest was not taken: the usual cause is a registry that knows Docker's formats
   * only.
   */
  IOException refusedManifest(String mediaType, RegistryRefusal refusal) {
    String code = refusal.code().map(c -> " " + c).orElse("");
    String message =
        "registry "
            + endpoint.host()
            + " does not take the manifest of "
            + image
            + " ("
            + refusal.status()
            + code
            + "), which is of type "
            + mediaType
            + (mediaType.contains(".oci.")
                ? "; if it knows Docker's formats only, update it, or start from a base image that"
                    + " is in Docker's format: the image is then written in that format too"
                : "; see the registry's log");
    return new RegistryFailure(message, OptionalInt.of(refusal.status()), refusal);
  }

  private String answered(String action, int status) {
    String registry = "registry " + endpoint.host();
    return switch (status) {
      case 401 ->
          hasLogin
              ? registry
                  + " refused the credentials (401) of destination "
                  + image
                  + "; check its user name and password or token"
              : registry + " wants credentials (401) for " + image + "; give a user and password";
      case 403 ->
          registry
              + " denied access (403) to "
              + image
              + "; give the account the right to pull and push there, or check the name";
      case 404 -> registry + " does not know it (404): could not " + action + " of " + image;
      case 413 ->
          registry + " finds it too large (413): could not " + action + "; raise the limit there";
      case 429 ->
          registry
              + " limits requests (429): could not "
              + action
              + "; try again later, or sign in";
      default ->
          registry
              + " answered "
              + status
              + ": could not "
              + action
              + " of "
              + image
              + (status >= 500 ? "; try again when it is well" : "; see the registry's log");
    };
  }

  private String unanswered(String action, Exception failure) {
    String registry = "registry " + endpoint.host();
    if (find(failure, UnknownHostException.class).isPresent()) {
      return registry + " is unknown: its host name does not resolve; check the name and the DNS";
    }
    if (find(failure, InsecureRegistryException.class).isPresent()
        || find(failure, UnsupportedSchemeException.class).isPresent()
        || find(failure, SSLException.class).isPresent()) {
      return registry
          + " shows no certificate that can be verified; if it speaks plain HTTP or has its own"
          + " certificate on purpose, an operator can allow it with SLIPWAY_INSECURE_REGISTRIES="
          + endpoint.host();
    }
    if (find(failure, SocketTimeoutException.class).isPresent()
        || find(failure, ConnectTimeoutException.class).isPresent()) {
      return registry + " does not answer: timed out trying to " + action + "; try again later";
    }
    if (find(failure, ConnectException.class).isPresent()
        || find(failure, NoRouteToHostException.class).isPresent()) {
      return registry + " can't be reached: no connection; is it running, and is the port right?";
    }
    return registry
        + ": could not "
        + action
        + " of "
        + image
        + " ("
        + failure.getClass().getSimpleName().toLowerCase(Locale.ROOT)
        + "); try again later";
  }

  private static OptionalInt status(Throwable failure) {
    Optional<RegistryRefusal> refusal = find(failure, RegistryRefusal.class);
    if (refusal.isPresent()) {
      return OptionalInt.of(refusal.get().status());
    }
    Optional<ResponseException> response = find(failure, ResponseException.class);
    if (response.isPresent()) {
      return OptionalInt.of(response.get().getStatusCode());
    }
    return find(failure, RegistryUnauthorizedException.class)
        .map(e -> OptionalInt.of(e.getHttpResponseException().getStatusCode()))
        .orElse(OptionalInt.empty());
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}
