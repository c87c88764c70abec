package dev.slipway.git;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.core.protocol.BuildAssignment.Source;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * SSH for one fetch: the source's own key, held in memory only, and nothing of the user that the
 * worker runs as: no configuration, no keys, no agent, no known hosts.
 */
final class SshSessions {

  private SshSessions() {}

  /**
   * @param home an empty folder that stands for the user's home
   */
  static SshdSessionFactory create(
      GitUrl url, Source source, AddressPolicy policy, HostKeys hostKeys, Path home)
      throws IOException {
    List<KeyPair> keys = keys(source);
    var pinned = new PinnedHost(policy.resolve(url.host(), url.port()).get(0), url.port());
    File folder = home.toFile();
    return new SshdSessionFactoryBuilder()
        .setHomeDirectory(folder)
        .setSshDirectory(folder)
        .setConfigStoreFactory((homeFolder, configFile, user) -> pinned)
        .setConfigFile(sshFolder -> null)
        .setDefaultKnownHostsFiles(sshFolder -> List.of())
        .setDefaultIdentities(sshFolder -> List.of())
        .setDefaultKeysProvider(sshFolder -> keys)
        .setServerKeyDatabase((homeFolder, sshFolder) -> hostKeys)
        .setPreferredAuthentications("publickey")
        .setConnectorFactory(null)
        .build(null);
  }

  static List<KeyPair> keys(Source source) throws SourceException {
    String text = source.sshPrivateKey();
    if (text == null || text.isBlank()) {
      return List.of();
    }
    try {
      List<KeyPair> keys = SshKeys.read(text);
      if (keys.isEmpty()) {
        throw unreadable(null);
      }
      return keys;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  private static SourceException unreadable(@Nullable Exception cause) {
    return SourceException.lasting(
        "The source's SSH key can't be read; it has to be an OpenSSH private key without a"
            + " passphrase. Save one in the repository's source settings.",
        // The parser's message may quote the key, so only its kind goes on.
        cause == null ? null : new IOException(cause.getClass().getSimpleName()));
  }
}
