package dev.slipway.worker.engine.buildah;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where buildah keeps images and cached layers: a store for each repository, so that no tenant
 * builds on another's layers. Builds of one repository share its store; what ended builds have left
 * in it is cleared when nobody uses it.
 */
final class BuildahStores {

  /** Every cached step is an image; beyond this many the store starts anew. */
  private static final long MOST_IMAGES = 300;

  private final Map<String, Store> stores = new HashMap<>();

  /** Opens a repository's store; to be closed after the build. */
  synchronized Store open(String repositoryId, BuildUser user, BuildahCommand command)
      throws IOException, InterruptedException {
    Path place = user.makeFolder(user.place().resolve("stores").resolve(repositoryId));
    Store store = stores.computeIfAbsent(repositoryId, id -> new Store(place));
    if (store.users == 0 && store.needsCleaning(command)) {
      store.clean(command);
    }
    store.users++;
    return store;
  }

  /** One repository's store. */
  final class Store implements AutoCloseable {

    private final Path place;
    private int users;
    private boolean interrupted = true; // what an earlier run of the worker left is not known

    private Store(Path place) {
      this.place = place;
    }

    Path root() {
      return place.resolve("root");
    }

    Path runRoot() {
      return place.resolve("run");
    }

    /** Tells that a build was stopped and may have left its container. */
    void leftBehind() {
      synchronized (BuildahStores.this) {
        interrupted = true;
      }
    }

    private boolean needsCleaning(BuildahCommand command) throws IOException {
      return Files.isDirectory(root()) && (interrupted || images(command) > MOST_IMAGES);
    }

    private void clean(BuildahCommand command) throws IOException, InterruptedException {
      command.quietly(this, "rm", "--all");
      if (images(command) > MOST_IMAGES) {
        command.quietly(this, "rmi", "--all", "--force");
      }
      interrupted = false;
    }

    private long images(BuildahCommand command) throws IOException {
      Path images = root().resolve(command.storageDriver() + "-images");
      if (!Files.isDirectory(images)) {
        return 0;
      }
      try (Stream<Path> entries = Files.list(images)) {
        return entries.count();
      }
    }

    @Override
    public void close() {
      synchronized (BuildahStores.this) {
        users--;
      }
    }
  }
}
