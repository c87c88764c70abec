package dev.slipway.service.repository.store;

import dev.slipway.git.SshKeys;
import dev.slipway.service.repository.RepositoryOptions;
import dev.slipway.service.repository.RepositorySecrets;
import dev.slipway.service.repository.RepositorySecrets.Purpose;
import dev.slipway.service.repository.SourceCredentials;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Writes how to get at a source. Credentials stay with their origin: a new one gets none but those
 * that are given with it.
 */
@ApplicationScoped
class SourceColumns {

  private final RepositorySecrets secrets;

  SourceColumns(RepositorySecrets secrets) {
    this.secrets = secrets;
  }

  /**
   * @param sameOrigin whether the source still has the origin that the row's credentials are for
   */
  void write(
      SourceCredentials given,
      RepositoryOptions.DeployKey deployKey,
      RepositoryEntity row,
      boolean sameOrigin) {
    row.sourceUsername = kept(given.username(), sameOrigin ? row.sourceUsername : null);
    row.sourceKnownHosts = kept(given.knownHosts(), sameOrigin ? row.sourceKnownHosts : null);
    row.sourcePasswordSealed =
        given.password() == null && sameOrigin
            ? row.sourcePasswordSealed
            : secrets.sealIfGiven(Purpose.sourcePassword(row.id), given.password());
    writeKey(given.sshPrivateKey(), deployKey, row, sameOrigin);
  }

  /** Makes a key and puts it in place of whatever is there. */
  void generateKey(RepositoryEntity row) {
    SshKeys.Pair key = SshKeys.generate("slipway:" + RepositoryMapper.name(row));
    row.sourceSshKeySealed = secrets.seal(Purpose.sourceSshKey(row.id), key.privateKey());
    row.deployKey = key.publicKey();
  }

  private void writeKey(
      @Nullable String given,
      RepositoryOptions.DeployKey deployKey,
      RepositoryEntity row,
      boolean sameOrigin) {
    boolean generatedStays = deployKey != RepositoryOptions.DeployKey.NONE || row.deployKey == null;
    if (given != null || !sameOrigin || !generatedStays) {
      row.sourceSshKeySealed = secrets.sealIfGiven(Purpose.sourceSshKey(row.id), given);
      row.deployKey = null;
    }
    if (deployKey == RepositoryOptions.DeployKey.WANTED && row.deployKey == null) {
      generateKey(row);
    }
  }

  private static @Nullable String kept(@Nullable String given, @Nullable String before) {
    if (given == null) {
      return before;
    }
    return given.isEmpty() ? null : given;
  }
}
