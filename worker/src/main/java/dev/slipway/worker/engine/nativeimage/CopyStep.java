package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.FeatureUse;
import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.core.dockerfile.Instruction.InlineFile;
import dev.slipway.core.dockerfile.path.DockerIgnore;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.FileTree;
import dev.slipway.worker.engine.filesystem.MemoryContent;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Owner;
import dev.slipway.worker.engine.nativeimage.SourceLookup.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** COPY and ADD. */
final class CopyStep implements Step {

  private static final int INLINE_MODE = 0644;

  private final BuildSession session;
  private final StageState stage;
  private final Copy copy;
  private final SourceOpener opener;

  /** Opens what the instruction copies from; a base image may have to be read for it. */
  @FunctionalInterface
  interface SourceOpener {
    CopySource open() throws BuildFailedException, IOException, InterruptedException;
  }

  CopyStep(BuildSession session, StageState stage, Copy copy, SourceOpener opener) {
    this.session = session;
    this.stage = stage;
    this.copy = copy;
    this.opener = opener;
  }

  @Override
  public void run() throws BuildFailedException, IOException, InterruptedException {
    String destination = stage.absolute(copy.destination());
    stage.perform(HistoryText.of(copy), key(destination), this::copy);
  }

  /** What is fetched from elsewhere has a name only once it is here. */
  private Optional<Digest> key(String destination)
      throws BuildFailedException, IOException, InterruptedException {
    boolean fetches =
        copy.add()
            && copy.sources().stream()
                .anyMatch(source -> FeatureUse.isGit(source) || FeatureUse.isUrl(source));
    return fetches
        ? Optional.empty()
        : opener
            .open()
            .identity(copy.sources())
            .map(
                sources ->
                    StepKey.ofCopy(
                        stage.fileSystem(), session.modified(), copy, destination, sources));
  }

  private Changes copy() throws BuildFailedException, IOException, InterruptedException {
    Attributes attributes = new Attributes(owner(), mode());
    Changes changes = linked() ? new Changes(FileTree.empty()) : stage.startChanges();
    copyAll(changes, attributes);
    warnOfPointers(changes);
    if (linked()) {
      stage.adopt(changes);
    }
    return changes;
  }

  /**
   * With --link the layer is made as on an empty destination, whatever the base looks like; with a
   * mode besides BuildKit doesn't, so that the mode goes to nothing but what is copied.
   */
  private boolean linked() {
    return copy.link() && copy.chmod() == null;
  }

  private void copyAll(Changes changes, Attributes attributes)
      throws BuildFailedException, IOException, InterruptedException {
    Copying copying =
        new Copying(
            changes, attributes, stage.absolute(copy.destination()), intoDirectory(), excluded());
    for (String written : copy.sources()) {
      if (copy.add() && FeatureUse.isGit(written)) {
        CopySource repository = session.added().repository(copy, written);
        copying.copy(repository, new SourceLookup(repository).one("", written));
      } else if (copy.add() && FeatureUse.isUrl(written)) {
        copyFile(session.added().file(copy, written), copying, changes, attributes);
      } else {
        copyLocal(opener.open(), written, copying, changes, attributes);
      }
    }
    for (InlineFile file : copy.inlineFiles()) {
      copying.put(file.name(), inline(file));
    }
    warnOfOverwriting(changes);
  }

  private void copyFile(Found file, Copying copying, Changes changes, Attributes attributes)
      throws BuildFailedException, IOException {
    if (Boolean.TRUE.equals(copy.unpack()) && isArchive(file)) {
      unpack(file, changes, attributes);
    } else {
      copying.put(file.name(), file.item().node());
    }
  }

  private void copyLocal(
      CopySource source, String written, Copying copying, Changes changes, Attributes attributes)
      throws BuildFailedException, IOException {
    if (copy.parents()) {
      ParentsLookup lookup = ParentsLookup.of(source, written);
      noteIfEmpty(written, lookup.items());
      for (CopySource.Item item : lookup.items()) {
        copying.copyWithParents(source, lookup.pivot(), item);
      }
      return;
    }
    List<Found> matches = new SourceLookup(source).find(written);
    noteIfEmpty(written, matches);
    for (Found one : matches) {
      if (copy.add() && !Boolean.FALSE.equals(copy.unpack()) && isArchive(one)) {
        unpack(one, changes, attributes);
      } else {
        copying.copy(source, one);
      }
    }
  }

  private void noteIfEmpty(String written, List<?> matches) {
    if (matches.isEmpty()) {
      session.steps().warning("WARNING: \"" + written + "\" matches nothing");
    }
  }

  private void warnOfOverwriting(Changes changes) throws BuildFailedException {
    boolean several = copy.sources().size() + copy.inlineFiles().size() > 1;
    String destination = stage.absolute(copy.destination());
    if (several && !intoDirectory() && !changes.resolve(destination).isDirectory()) {
      session
          .steps()
          .warning(
              "WARNING: several sources go to one file, and the last one wins; end the destination"
                  + " with a slash to keep them all: "
                  + copy.destination()
                  + "/");
    }
  }

  private void unpack(Found archive, Changes changes, Attributes attributes)
      throws BuildFailedException, IOException {
    new Archives(session.request().workspace(), session.limits())
        .unpack(
            ((RegularFile) archive.item().node()).content(),
            stage.absolute(copy.destination()),
            attributes,
            changes);
  }

  private static boolean isArchive(Found found) throws IOException {
    return found.item().node() instanceof RegularFile file && Archives.isArchive(file.content());
  }

  private void warnOfPointers(Changes changes) throws IOException {
    for (Node node : changes.entries().values()) {
      if (node instanceof RegularFile file && file.content() instanceof GitContent content) {
        session.pointers().check(content.tree(), content.entry());
      }
    }
  }

  private static Node inline(InlineFile file) {
    return new RegularFile(
        INLINE_MODE,
        Owner.ROOT,
        new MemoryContent(file.content().getBytes(StandardCharsets.UTF_8)));
  }

  private boolean intoDirectory() {
    String written = copy.destination();
    return written.endsWith("/") || written.equals(".") || written.endsWith("/.");
  }

  private DockerIgnore excluded() throws BuildFailedException {
    try {
      return DockerIgnore.of(copy.exclude());
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException("--exclude: " + e.getMessage(), e);
    }
  }

  private @Nullable Owner owner() throws BuildFailedException, IOException {
    return copy.chown() == null ? null : stage.owners().find(copy.chown());
  }

  private @Nullable ModeChange mode() throws BuildFailedException {
    return copy.chmod() == null ? null : ModeChange.parse(copy.chmod());
  }
}
