package dev.slipway.worker.engine.buildah;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Where buildah keeps images and cached layers: a store for each repository, so that no tenant
 * builds on another's layers. Builds of one repository share its store; what ended builds have left
 * in it is cleared when nobody uses it, and so is what there is too much of.
 */
final class BuildahStores {

  private static final Logger LOG = Logger.getLogger(BuildahStores.class);

  private final Map<String, Store> stores = new HashMap<>();
  private final StorePruning pruning;

  BuildahStores(StorePruning pruning) {
    this.pruning = pruning;
  }

  /** Opens a repository's store; to be closed after the build. */
  synchronized Store open(
      String repositoryId, BuildUser user, String driver, BuildahCommand command)
      throws IOException, InterruptedException {
    Path place = user.makeFolder(user.place().resolve("stores").resolve(repositoryId));
    Store store = stores.computeIfAbsent(repositoryId, id -> new Store(place, driver));
    if (store.users == 0) {
      store.clean(command);
    }
    store.users++;
    Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
    return store;
  }

  /** One repository's store. */
  final class Store {

    private final Path place;
    private final String driver;
    private int users;
    private boolean interrupted = true; // what an earlier run of the worker left is not known

    private Store(Path place, String driver) {
      this.place = place;
      this.driver = driver;
    }

    Path root() {
      return place.resolve("root");
    }

    Path runRoot() {
      return place.resolve("run");
    }

    /** A folder whose entries are the files of layers. */
    Path layerFolder() {
      return driver.equals("vfs") ? root().resolve("vfs").resolve("dir") : root().resolve(driver);
    }

    /** What is in it now. */
    StoreIndex index() throws IOException {
      return StoreIndex.read(root(), driver);
    }

    /** When its images were used. */
    UsedImages used() {
      return new UsedImages(place.resolve("used"));
    }

    /** Tells that a build was stopped and may have left its container. */
    void leftBehind() {
      synchronized (BuildahStores.this) {
        interrupted = true;
      }
    }

    private void clean(BuildahCommand command) throws IOException, InterruptedException {
      if (interrupted && Files.isDirectory(root())) {
        command.quietly(this, "rm", "--all");
      }
      interrupted = false;
    }

    /**
     * The build is over. When nobody else is at it, old steps that are too much go.
     *
     * @param command of the build
     */
    void close(BuildahCommand command) throws InterruptedException {
      synchronized (BuildahStores.this) {
        users--;
        if (users > 0 || Thread.currentThread().isInterrupted()) {
          return;
        }
        try {
          pruning.prune(this, command);
          pruning.pruneOthers(place, this::isInUse);
        } catch (IOException e) {
          // The build's outcome does not depend on it; the next build tries again.
          LOG.warnf("The store %s can't be tidied up: %s", place, e.getMessage());
        }
      }
    }

    /** Removes at once what a build has left that was ended for what it used, if it is alone. */
    void cleanNow(BuildahCommand command) throws InterruptedException {
      synchronized (BuildahStores.this) {
        interrupted = true;
        if (users > 1) {
          return;
        }
        try {
          clean(command);
        } catch (IOException e) {
          interrupted = true; // the next build tries again
          LOG.warnf("The store %s can't be cleaned: %s", place, e.getMessage());
        }
      }
    }

    private boolean isInUse(Path other) {
      return stores.values().stream().anyMatch(s -> s.users > 0 && s.place.equals(other));
    }
  }
}
