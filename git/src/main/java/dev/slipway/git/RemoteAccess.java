package dev.slipway.git;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.core.protocol.BuildAssignment.Source;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * How one conversation reaches its remote: over checked HTTP or checked SSH and nothing else.
 * Closing it ends what is going on, also in another thread.
 */
public final class RemoteAccess implements AutoCloseable {

  /** Seconds without a byte after which a host counts as unreachable. */
  private static final int SILENCE_SECONDS = 30;

  private final GitUrl url;
  private final @Nullable CheckedHttpConnections http;
  private final @Nullable SshdSessionFactory ssh;
  private final @Nullable HostKeys hostKeys;

  private RemoteAccess(
      GitUrl url,
      @Nullable CheckedHttpConnections http,
      @Nullable SshdSessionFactory ssh,
      @Nullable HostKeys hostKeys) {
    this.url = url;
    this.http = http;
    this.ssh = ssh;
    this.hostKeys = hostKeys;
  }

  /**
   * @param keys the SSH host keys seen first, where the source has no known hosts of its own
   * @param home an empty folder for SSH
   * @throws IOException when the host is unknown or refused, or the key unreadable
   */
  public static RemoteAccess open(
      GitUrl url, Source source, AddressPolicy policy, RememberedKeys keys, Path home)
      throws IOException {
    if (url.scheme().equals("ssh")) {
      HostKeys hostKeys = new HostKeys(url, source.knownHosts(), keys);
      return new RemoteAccess(
          url, null, SshSessions.create(url, source, policy, hostKeys, home), hostKeys);
    }
    Optional<String> authorization = HttpCredentials.authorization(source);
    return new RemoteAccess(
        url, new CheckedHttpConnections(url, authorization, policy), null, null);
  }

  /** A transport for one fetch into a repository; the caller closes it. */
  public Transport transport(Repository repository) throws IOException {
    Transport transport;
    try {
      transport = Transport.open(repository, new URIish(url.toString()));
    } catch (URISyntaxException e) {
      throw SourceException.lasting("The clone URL " + url + " is malformed.", e);
    }
    transport.setTimeout(SILENCE_SECONDS);
    transport.setTagOpt(TagOpt.NO_TAGS);
    if (transport instanceof TransportHttp overHttp && http != null) {
      overHttp.setHttpConnectionFactory(http);
    } else if (transport instanceof SshTransport overSsh && ssh != null) {
      overSsh.setSshSessionFactory(ssh);
    } else {
      transport.close();
      throw SourceException.lasting("Only https, http and ssh are fetched from.", null);
    }
    return transport;
  }

  /** Why the server's SSH key was refused, if that is what ended the fetch. */
  public Optional<SourceException> hostKeyRefusal() {
    return hostKeys == null ? Optional.empty() : hostKeys.refusal();
  }

  @Override
  public void close() {
    if (http != null) {
      http.close();
    }
    if (ssh != null) {
      ssh.close();
    }
  }
}
