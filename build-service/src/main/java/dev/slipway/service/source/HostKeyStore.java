package dev.slipway.service.source;

import java.util.UUID;

/** The SSH host keys that were seen first, as known_hosts lines, for each repository. */
public interface HostKeyStore {

  /** The lines; empty while none were seen. */
  String read(UUID repositoryId);

  /** Replaces the lines; a repository that is gone is left alone. */
  void write(UUID repositoryId, String lines);
}
