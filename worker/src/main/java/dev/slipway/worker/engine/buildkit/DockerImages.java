package dev.slipway.worker.engine.buildkit;

import dev.slipway.worker.publish.BaseImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Images in the engine's store: there for as long as it takes to get them out. */
final class DockerImages {

  private static final Logger LOG = Logger.getLogger(DockerImages.class);

  private final DockerCli cli;
  private final BuildFiles files;
  private final ExportEndpoint exports;
  private final Path folder;
  private final Executor background;

  /**
   * @param folder below which exported layers are kept
   * @param background removes images that nobody waits for
   */
  DockerImages(
      DockerCli cli, BuildFiles files, ExportEndpoint exports, Path folder, Executor background) {
    this.cli = cli;
    this.files = files;
    this.exports = exports;
    this.folder = folder;
    this.background = background;
  }

  /** The same at every start: it stands for the worker's folder, which is its alone. */
  static String namespace(Path folder) {
    return "slipway-" + CacheNamespace.of(folder.toString()).key();
  }

  /** A tag for one build: two builds with the same result must not remove it for one another. */
  Built reserve(String repositoryId) throws IOException {
    String key = CacheNamespace.of(repositoryId).key();
    String repository = namespace(folder) + "/" + key;
    return new Built(key, repository, exports.host() + "/" + repository + ":" + UUID.randomUUID());
  }

  /** The result of one build; leaves the engine's store when it is closed, but for the cache. */
  final class Built implements AutoCloseable {

    private final String key;
    private final String repository;
    private final String tag;

    private Built(String key, String repository, String tag) {
      this.key = key;
      this.repository = repository;
      this.tag = tag;
    }

    String tag() {
      return tag;
    }

    /**
     * Gets the image out.
     *
     * @param base that it is built on, null for scratch
     * @param secrets values that must not stand in its history
     */
    ExportedImage export(@Nullable BaseImage base, Collection<String> secrets)
        throws IOException, InterruptedException {
      ExportedBlobs blobs = new ExportedBlobs(folder.resolve("layers").resolve(key));
      ImageExport export = exports.begin(repository, blobs, base);
      try {
        push(export);
        return ExportedImage.of(export, secrets);
      } finally {
        exports.end(export);
      }
    }

    private void push(ImageExport export) throws IOException, InterruptedException {
      String registry = tag.substring(0, tag.indexOf('/'));
      Path settings = files.settingsFor(registry, export.user(), export.password());
      LastLine output = new LastLine();
      if (cli.run(List.of("push", tag), settings, Map.of(), output) != 0) {
        String cause =
            export.reached()
                ? ""
                : ". The engine must reach this worker at its own loopback address; run both on one"
                    + " machine, or in one pod";
        throw new IOException(
            "The image can't be taken out of the Docker engine: " + output.text() + cause);
      }
    }

    @Override
    public void close() {
      background.execute(this::remove);
    }

    private void remove() {
      LastLine output = new LastLine();
      try {
        // Without settings: those of the build are gone by now.
        if (cli.run(List.of("image", "rm", tag), folder, Map.of(), output) != 0) {
          LOG.debugf("Image %s was not removed: %s", tag, output.text());
        }
      } catch (IOException e) {
        LOG.warnf("Image %s can't be removed from the Docker engine: %s", tag, e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the next start removes it
      }
    }
  }
}
