package dev.slipway.worker.engine.remote;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.remote.RemoteRepositories.Fetched;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What ADD gets from elsewhere. */
public interface Remotes {

  /** As {@link RemoteFiles#fetch}. */
  RemoteFile file(String repositoryId, String address, @Nullable String checksum, boolean known)
      throws BuildFailedException, IOException, InterruptedException;

  /** As {@link RemoteRepositories#fetch}. */
  Fetched repository(String repositoryId, String address, @Nullable String checksum, BuildLog log)
      throws BuildFailedException, IOException, InterruptedException;

  /** Over the network. */
  static Remotes of(RemoteFiles files, RemoteRepositories repositories) {
    return new Remotes() {
      @Override
      public RemoteFile file(
          String repositoryId, String address, @Nullable String checksum, boolean known)
          throws BuildFailedException, IOException, InterruptedException {
        return files.fetch(repositoryId, address, checksum, known);
      }

      @Override
      public Fetched repository(
          String repositoryId, String address, @Nullable String checksum, BuildLog log)
          throws BuildFailedException, IOException, InterruptedException {
        return repositories.fetch(repositoryId, address, checksum, log);
      }
    };
  }

  /** For an engine that is to fetch nothing. */
  static Remotes none() {
    return new Remotes() {
      @Override
      public RemoteFile file(
          String repositoryId, String address, @Nullable String checksum, boolean known)
          throws BuildFailedException {
        throw new BuildFailedException("ADD of " + address + ": nothing is fetched here");
      }

      @Override
      public Fetched repository(
          String repositoryId, String address, @Nullable String checksum, BuildLog log)
          throws BuildFailedException {
        throw new BuildFailedException("ADD of " + address + ": nothing is fetched here");
      }
    };
  }
}
