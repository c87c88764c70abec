package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.core.dockerfile.Instruction.InlineFile;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.FileTree;
import dev.slipway.worker.engine.filesystem.MemoryContent;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Owner;
import dev.slipway.worker.engine.nativeimage.SourceLookup.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
    Unsupported.check(copy);
    CopySource source = opener.open();
    List<Found> found = new ArrayList<>();
    for (String written : copy.sources()) {
      List<Found> matches = new SourceLookup(source).find(written);
      if (matches.isEmpty()) {
        session.steps().note("WARNING: \"" + written + "\" matches nothing");
      }
      found.addAll(matches);
    }
    Changes changes = changes(source, found);
    warnOfPointers(changes);
    if (copy.link()) {
      stage.adopt(changes);
    }
    stage.commit(copy.text(), changes);
  }

  private Changes changes(CopySource source, List<Found> found)
      throws BuildFailedException, IOException {
    Attributes attributes = new Attributes(owner(), mode());
    // With --link the layer is made as on an empty destination, whatever the base looks like.
    Changes changes = copy.link() ? new Changes(FileTree.empty()) : stage.startChanges();
    String destination = stage.absolute(copy.destination());
    Copying copying = new Copying(changes, attributes, destination, intoDirectory());
    boolean several = found.size() + copy.inlineFiles().size() > 1;
    for (Found one : found) {
      if (unpacks(one)) {
        new Archives(session.request().workspace())
            .unpack(((RegularFile) one.item().node()).content(), destination, attributes, changes);
      } else {
        copying.copy(source, one, several);
      }
    }
    for (InlineFile file : copy.inlineFiles()) {
      copying.put(file.name(), inline(file), several);
    }
    return changes;
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

  private boolean unpacks(Found found) throws IOException {
    return copy.add()
        && !Boolean.FALSE.equals(copy.unpack())
        && found.item().node() instanceof RegularFile file
        && Archives.isArchive(file.content());
  }

  private boolean intoDirectory() {
    String written = copy.destination();
    return written.endsWith("/") || written.equals(".") || written.endsWith("/.");
  }

  private @Nullable Owner owner() throws BuildFailedException, IOException {
    return copy.chown() == null ? null : stage.owners().find(copy.chown());
  }

  private @Nullable ModeChange mode() throws BuildFailedException {
    return copy.chmod() == null ? null : ModeChange.parse(copy.chmod());
  }
}
