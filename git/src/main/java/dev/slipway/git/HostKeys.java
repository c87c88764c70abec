package dev.slipway.git;

import dev.slipway.core.git.GitUrl;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Decides about an SSH server's key. With known_hosts lines (sshd(8), "SSH_KNOWN_HOSTS FILE
 * FORMAT") only those count; without, the first key seen is trusted and remembered for the
 * repository.
 */
final class HostKeys implements ServerKeyDatabase {

  private final GitUrl source;
  private final @Nullable String knownHosts;
  private final RememberedKeys remembered;
  private @Nullable SourceException refusal;

  /**
   * @param remembered keeps the repository's first-seen keys
   */
  HostKeys(GitUrl source, @Nullable String knownHosts, RememberedKeys remembered) {
    this.source = source;
    this.knownHosts = knownHosts;
    this.remembered = remembered;
  }

  /** Why the server's key was refused, if it was. */
  Optional<SourceException> refusal() {
    return Optional.ofNullable(refusal);
  }

  @Override
  public List<PublicKey> lookup(
      String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
    try {
      return entries().stream().filter(this::isForHost).flatMap(HostKeys::key).toList();
    } catch (IOException e) {
      return List.of(); // accept() meets the same error and reports it
    }
  }

  @Override
  public boolean accept(
      String connectAddress,
      InetSocketAddress remoteAddress,
      PublicKey serverKey,
      Configuration config,
      @Nullable CredentialsProvider provider) {
    try {
      refusal = check(serverKey).orElse(null);
    } catch (IOException e) {
      refusal =
          SourceException.lasting("The known SSH host keys can't be read: " + e.getMessage(), e);
    }
    return refusal == null;
  }

  private Optional<SourceException> check(PublicKey serverKey) throws IOException {
    List<KnownHostEntry> ofHost = entries().stream().filter(this::isForHost).toList();
    boolean revoked =
        ofHost.stream()
            .anyMatch(entry -> "revoked".equals(entry.getMarker()) && is(entry, serverKey));
    boolean known =
        ofHost.stream().anyMatch(entry -> entry.getMarker() == null && is(entry, serverKey));
    if (known && !revoked) {
      return Optional.empty();
    }
    if (ofHost.isEmpty() && !isStrict()) {
      remember(serverKey);
      return Optional.empty();
    }
    return Optional.of(unknown(serverKey, ofHost.isEmpty()));
  }

  private SourceException unknown(PublicKey serverKey, boolean noneForHost) {
    String advice =
        isStrict()
            ? "If it is right, put its line into the known hosts of the repository's source"
                + " settings."
            : "Either the host has a new key, or somebody is in between: put the right key's line"
                + " into the known hosts of the repository's source settings.";
    return SourceException.lasting(
        "The SSH host key of "
            + source.host()
            + ", "
            + KeyUtils.getFingerPrint(serverKey)
            + ", "
            + (noneForHost ? "is not among the known hosts. " : "is not the one known so far. ")
            + advice,
        null);
  }

  private boolean isStrict() {
    return knownHosts != null && !knownHosts.isBlank();
  }

  private List<KnownHostEntry> entries() throws IOException {
    String text = knownHosts;
    if (text == null || text.isBlank()) {
      text = remembered.read();
    }
    return KnownHostEntry.readKnownHostEntries(new StringReader(text), true);
  }

  private boolean isForHost(KnownHostEntry entry) {
    String host = source.host().replaceAll("[\\[\\]]", "");
    return entry.isHostMatch(host, source.port());
  }

  private static boolean is(KnownHostEntry entry, PublicKey key) {
    return key(entry).anyMatch(known -> KeyUtils.compareKeys(known, key));
  }

  private static Stream<PublicKey> key(KnownHostEntry entry) {
    AuthorizedKeyEntry key = entry.getKeyEntry();
    try {
      PublicKey resolved =
          key == null ? null : key.resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
      return Stream.ofNullable(resolved);
    } catch (IOException | GeneralSecurityException e) {
      return Stream.empty(); // a key of a kind unknown here matches none
    }
  }

  private void remember(PublicKey serverKey) throws IOException {
    String host = source.host().replaceAll("[\\[\\]]", "");
    String line = "[" + host + "]:" + source.port() + " " + PublicKeyEntry.toString(serverKey);
    remembered.write(line + "\n");
  }
}
