package dev.slipway.git;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.net.RefusedAddressException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.jspecify.annotations.Nullable;

/** Turns what a fetch throws into a reason that the repository's owner can act on. */
public final class FetchFailures {

  private FetchFailures() {}

  /** Whether a server refused to send an object by its name. */
  public static boolean isAboutObjects(IOException failure) {
    return messages(failure).contains("not our ref")
        || messages(failure).contains("not valid")
        || messages(failure).contains("unadvertised object")
        || messages(failure).contains("missing")
        || messages(failure).contains("not found: no such object");
  }

  /** Whether the remote lacks the ref that was asked for. */
  public static boolean isAboutMissingRef(IOException failure) {
    return messages(failure).contains("does not have");
  }

  /** The reason, fit for the repository's owner. */
  public static SourceException explain(GitUrl url, IOException failure) {
    return find(failure, SourceException.class)
        .or(() -> refusedAddress(failure))
        .or(() -> network(url, failure))
        .or(() -> ssh(url, failure))
        .orElseGet(() -> other(url, failure));
  }

  private static Optional<SourceException> refusedAddress(IOException failure) {
    return find(failure, RefusedAddressException.class)
        .map(
            refused ->
                SourceException.lasting("The Git host " + refused.getMessage() + ".", refused));
  }

  private static Optional<SourceException> network(GitUrl url, IOException failure) {
    String host = url.host() + ":" + url.port();
    if (find(failure, UnknownHostException.class).isPresent()) {
      return passing(
          "The Git host \"" + url.host() + "\" is unknown; check the clone URL.", failure);
    }
    Optional<SSLException> tls = find(failure, SSLException.class);
    if (tls.isPresent()) {
      return Optional.of(
          SourceException.lasting(
              "The TLS connection to the Git host "
                  + host
                  + " failed: "
                  + tls.get().getMessage()
                  + ". Its certificate has to be valid for that name and trusted by the worker's Java.",
              failure));
    }
    if (find(failure, InterruptedIOException.class).isPresent()
        || find(failure, TimeoutException.class).isPresent()) {
      return passing("The Git host " + host + " did not answer in time.", failure);
    }
    Optional<SocketException> socket = find(failure, SocketException.class);
    if (socket.isPresent()) {
      String why = socket.get().getMessage();
      return passing(
          "The Git host "
              + host
              + " can't be reached: "
              + (why == null ? "connection lost" : why)
              + ".",
          failure);
    }
    return find(failure, EOFException.class).isPresent()
        ? passing("The Git host " + host + " ended the connection too early.", failure)
        : Optional.empty();
  }

  private static Optional<SourceException> ssh(GitUrl url, IOException failure) {
    if (!url.scheme().equals("ssh")) {
      return Optional.empty();
    }
    if (find(failure, NoRemoteRepositoryException.class).isPresent()) {
      return Optional.of(
          SourceException.lasting(
              "The Git host says there is no repository at "
                  + url
                  + ", or the SSH key may not read it: check the clone URL and that the key is"
                  + " registered there.",
              failure));
    }
    boolean refused =
        find(failure, SshException.class).isPresent()
            && messages(failure).contains("authentication");
    return refused
        ? Optional.of(
            SourceException.lasting(
                "The Git host "
                    + url.host()
                    + ":"
                    + url.port()
                    + " refused the SSH key for user \""
                    + url.user()
                    + "\"; perhaps its public half has to be added there as a deploy key.",
                failure))
        : Optional.empty();
  }

  private static SourceException other(GitUrl url, IOException failure) {
    return SourceException.passing(
        "Fetching from " + url + " failed: " + failure.getMessage(), failure);
  }

  private static Optional<SourceException> passing(String message, Throwable cause) {
    return Optional.of(SourceException.passing(message, cause));
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
    }
    return Optional.empty();
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      all.append(at.getMessage()).append('\n');
    }
    return all.toString().toLowerCase(Locale.ROOT);
  }
}
