package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.core.dockerfile.path.DockerIgnore;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.filesystem.FileExtras;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Owner;
import dev.slipway.worker.engine.nativeimage.CopySource.Item;
import dev.slipway.worker.engine.nativeimage.SourceLookup.Found;
import dev.slipway.worker.engine.remote.RemoteFile;
import dev.slipway.worker.engine.remote.RemoteFiles;
import dev.slipway.worker.engine.remote.RemoteRepositories.Fetched;
import dev.slipway.worker.engine.remote.Remotes;
import dev.slipway.worker.source.SourceTree;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What ADD fetches for one build: files at URLs and Git repositories. Closed after the build. */
final class AddedFiles implements AutoCloseable {

  private static final int MODE = 0600;

  private final Remotes remotes;
  private final EngineRequest request;
  private final List<SourceTree> trees = new ArrayList<>();

  AddedFiles(Remotes remotes, EngineRequest request) {
    this.remotes = remotes;
    this.request = request;
  }

  /** A file, of mode 0600 as BuildKit makes it, with the time that the server gives. */
  Found file(Copy copy, String address)
      throws BuildFailedException, IOException, InterruptedException {
    RemoteFile file =
        remotes.file(request.repositoryId(), address, copy.checksum(), request.cache());
    FileExtras extras = new FileExtras(Map.of(), null, time(file));
    RegularFile node = new RegularFile(MODE, Owner.ROOT, new StoredContent(file), extras);
    String name = RemoteFiles.name(address);
    return new Found(name, new Item(name, node));
  }

  /** The server's, but nothing in an image is from after its commit. */
  private @Nullable Instant time(RemoteFile file) {
    Instant modified = file.modified();
    Instant commit = request.source().commitTime();
    return modified != null && modified.isAfter(commit) ? commit : modified;
  }

  /** A repository's files. */
  CopySource repository(Copy copy, String address)
      throws BuildFailedException, IOException, InterruptedException {
    Fetched fetched =
        remotes.repository(request.repositoryId(), address, copy.checksum(), request.log());
    trees.add(fetched.tree());
    return new ContextSource(
        fetched.tree(), fetched.folder(), new ContextIgnore("", DockerIgnore.NONE, ""));
  }

  @Override
  public void close() {
    trees.forEach(SourceTree::close);
  }
}
