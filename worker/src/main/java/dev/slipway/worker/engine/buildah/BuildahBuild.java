package dev.slipway.worker.engine.buildah;

import dev.slipway.core.diagnostic.SourceExcerpt;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.buildah.BuildahInstallation.Setup;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.source.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** The steps of one build: base images, files, buildah itself, and the image it has made. */
final class BuildahBuild {

  private static final Logger LOG = Logger.getLogger(BuildahBuild.class);
  private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  private final String runtime;
  private final Setup setup;
  private final BuildahCommand buildah;
  private final BuildahStores.Store store;
  private final BaseImages baseImages;
  private final PackedLayers packed;
  private final EngineRequest request;
  private final Path place;

  /**
   * @param runtime for containers
   * @param packed layers of the repository that were compressed before
   * @param place the attempt's own folder, the build user's; removed with the image
   */
  BuildahBuild(
      String runtime,
      Setup setup,
      BuildahCommand buildah,
      BuildahStores.Store store,
      BaseImages baseImages,
      PackedLayers packed,
      EngineRequest request,
      Path place) {
    this.runtime = runtime;
    this.setup = setup;
    this.buildah = buildah;
    this.store = store;
    this.baseImages = baseImages;
    this.packed = packed;
    this.request = request;
    this.place = place;
  }

  /**
   * @throws BuildFailedException when the repository is at fault, also by using too much
   */
  BuiltImage run() throws BuildFailedException, IOException, InterruptedException {
    FailedStep progress = new FailedStep(request.dockerfile());
    try {
      BaseImagePull bases =
          new BaseImagePull(buildah, store, baseImages, setup.user(), place, request);
      boolean pull = bases.prepare();
      BuildFiles.write(request, place);
      warnOfNetwork();
      build(pull, progress);
      if (!bases.areThere()) {
        bases.pullMissing(); // a name was moved meanwhile
        build(false, progress);
      }
      return export(bases);
    } catch (LimitReachedException e) {
      store.cleanNow(buildah);
      showPlace(progress);
      throw new BuildFailedException(progress.explainEnd(String.valueOf(e.getMessage())), e);
    }
  }

  private void warnOfNetwork() {
    String warning = setup.network().warning();
    if (warning != null && request.plan().firstRun().isPresent()) {
      request.log().line(warning);
    }
  }

  private void build(boolean pull, FailedStep progress)
      throws BuildFailedException, IOException, InterruptedException, LimitReachedException {
    UsedImages.Seen seen = new UsedImages.Seen();
    int exitCode;
    try (SecretFiles secrets = SecretFiles.write(request, setup.user(), place)) {
      BuildArguments arguments = new BuildArguments(runtime, setup, request, place);
      exitCode =
          buildah.run(
              store,
              arguments.all(buildah.policy(), pull, secrets.arguments()),
              arguments.environment(),
              line -> {
                progress.accept(line);
                seen.accept(line);
                request.log().line(line);
              });
    }
    store.used().note(seen);
    if (exitCode != 0) {
      throw failure(progress);
    }
  }

  private BuildFailedException failure(FailedStep progress) throws IOException {
    if (!progress.isInstructionsFault()) {
      throw new IOException("buildah failed: " + progress.error());
    }
    showPlace(progress);
    return new BuildFailedException(progress.explain());
  }

  private void showPlace(FailedStep progress) {
    progress
        .range()
        .ifPresent(
            range -> request.log().line(SourceExcerpt.render(request.dockerfile().lines(), range)));
  }

  /** From the store's files; by buildah, which takes longer, where those can't be read. */
  private BuiltImage export(BaseImagePull bases) throws IOException, InterruptedException {
    Map<String, String> labels = new TreeMap<>(request.labels());
    bases.baseDigest().ifPresent(digest -> labels.put(BASE_DIGEST, digest.value()));
    String text = Files.readString(place.resolve("image-id")).strip();
    String id = text.substring(text.indexOf(':') + 1);
    try {
      BuiltImage image = StoredImage.take(store.index(), id, bases.all(), labels, packed);
      Folders.delete(place);
      return image;
    } catch (IOException e) {
      LOG.infof("Image %s is exported by buildah: %s", id, e.getMessage());
      return exportByBuildah(id, labels);
    }
  }

  private BuiltImage exportByBuildah(String id, Map<String, String> labels)
      throws IOException, InterruptedException {
    Path target = place.resolve("image");
    buildah.quietly(
        store,
        "push",
        "--quiet",
        "--format=v2s2",
        "--signature-policy=" + buildah.policy(),
        id,
        "dir:" + target);
    return DirectoryImage.read(place, target, labels);
  }
}
