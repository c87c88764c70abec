package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.config.ImageConfig;
import dev.slipway.worker.engine.config.Manifest;
import dev.slipway.worker.engine.layer.Layer;
import dev.slipway.worker.engine.layer.LayerContents;
import dev.slipway.worker.engine.nativeimage.StageImage.StageLayer;
import dev.slipway.worker.publish.BaseImage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stage while it is built. For one thread. */
final class StageState {

  /** Does what an instruction does to the stage's file system, and says what that was. */
  @FunctionalInterface
  interface Edit {
    Changes make() throws BuildFailedException, IOException, InterruptedException;
  }

  private final BuildSession session;
  private final StageImage base;
  private final boolean writesLayers;
  private final ImageConfig config;
  private final LazyTree files;
  private final List<StageLayer> layers;
  private final Set<String> labels;
  private boolean commandSet;

  /**
   * @param writesLayers whether the result is built on this stage; one that is only copied from
   *     needs no layers, for its files are known without
   */
  StageState(BuildSession session, StageImage base, boolean writesLayers) {
    this.session = session;
    this.base = base;
    this.writesLayers = writesLayers;
    this.config = base.config().copy();
    this.files = base.files().fork();
    this.layers = new ArrayList<>(base.layers());
    this.labels = new HashSet<>(base.labels());
  }

  StageImage finished() {
    return new StageImage(config, base.docker(), layers, labels, files, base.image());
  }

  ImageConfig config() {
    return config;
  }

  /** Names the stage's file system as it is now, without reading it. */
  Digest fileSystem() {
    return files.identity();
  }

  /** The time of what is written. */
  Instant modified() {
    return session.modified();
  }

  Changes startChanges() throws IOException {
    return new Changes(files.get());
  }

  OwnerLookup owners() throws IOException {
    return new OwnerLookup(files.get());
  }

  /** A path of the image as an instruction writes it, from the root. */
  String absolute(String written) {
    return written.startsWith("/") ? written : config.workingDirectory() + "/" + written;
  }

  /** Takes over changes that were made to another file system. */
  void adopt(Changes changes) throws IOException {
    changes.entries().forEach(files.get()::put);
  }

  void setLabel(String name, String value) {
    labels.add(name);
    config.setLabel(name, value);
  }

  /** CMD of this stage, which a later ENTRYPOINT leaves alone. */
  void setCommand(List<String> command) {
    commandSet = true;
    config.setCommand(command);
  }

  void setEntrypoint(List<String> entrypoint) {
    config.setEntrypoint(entrypoint);
    if (!commandSet) {
      config.removeCommand();
    }
  }

  /** An instruction that changed the configuration alone. */
  void noteConfigured(String text) {
    addHistory(text, null);
  }

  /**
   * Does what an instruction does to the file system and turns it into a layer, an empty one where
   * nothing changed, as BuildKit does. What came of it in an earlier build is taken from there, and
   * nothing is read.
   *
   * @param createdBy for the history
   * @param key of all that the edit depends on; empty when nobody can tell
   */
  void perform(String createdBy, Optional<Digest> key, Edit edit)
      throws BuildFailedException, IOException, InterruptedException {
    String repositoryId = session.request().repositoryId();
    if (session.request().cache() && key.isPresent()) {
      Optional<Digest> known = session.stepCache().find(repositoryId, key.get());
      if (known.isPresent() && take(createdBy, known.get(), edit)) {
        session.steps().cached();
        return;
      }
    }
    int warnings = session.steps().warnings();
    Digest contents = commit(createdBy, edit.make());
    // A step that warned is done again in the next build, so that people read it there, too.
    if (key.isPresent() && session.steps().warnings() == warnings) {
      session.stepCache().keep(repositoryId, key.get(), contents);
    }
  }

  /** Takes what an earlier build came to, unless its layer is gone. */
  private boolean take(String createdBy, Digest contents, Edit edit) throws IOException {
    if (writesLayers) {
      Optional<Layer> layer = session.cache().find(session.request().repositoryId(), contents);
      if (layer.isEmpty()) {
        return false;
      }
      add(createdBy, layer.get());
    }
    files.changedBy(StepKey.after(files.identity(), contents), edit::make);
    return true;
  }

  /** Returns the key of the changes. */
  private Digest commit(String createdBy, Changes changes) throws IOException {
    LayerContents contents = new LayerContents(changes.entries(), session.modified());
    if (writesLayers) {
      add(createdBy, layer(contents));
    } else {
      session.steps().done();
    }
    files.changed(StepKey.after(files.identity(), contents.key()));
    return contents.key();
  }

  private void add(String createdBy, Layer layer) {
    layers.add(describe(layer));
    addHistory(createdBy, layer.diffId());
  }

  private Layer layer(LayerContents contents) throws IOException {
    String repositoryId = session.request().repositoryId();
    Optional<Layer> cached =
        session.request().cache() ? session.cache().find(repositoryId, contents) : Optional.empty();
    if (cached.isPresent()) {
      session.steps().cached();
      return cached.get();
    }
    Layer layer = session.cache().write(repositoryId, contents);
    session.steps().done();
    return layer;
  }

  private static StageLayer describe(Layer layer) {
    return new StageLayer(
        new BaseImage.Layer(layer.digest(), layer.size(), Manifest.GZIPPED_LAYER),
        new BuiltImage.Blob(
            layer.digest(), layer.size(), () -> Files.newInputStream(layer.file()), null));
  }

  private void addHistory(String text, @Nullable Digest diffId) {
    if (writesLayers) {
      config.addHistory(text, session.created(), diffId);
    }
  }
}
