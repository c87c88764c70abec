package dev.slipway.worker.engine.buildkit;

import dev.slipway.core.dockerfile.path.DockerIgnore;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import dev.slipway.worker.source.lfs.PointerWarning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes the build context for the docker command: a folder of the commit without what is ignored.
 * Symbolic links are written as such and never followed; all times are the commit's.
 */
final class ContextFolder {

  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final SourceTree source;
  private final DockerIgnore ignored;
  private final FileTime time;
  private final PointerWarning pointers;

  private ContextFolder(SourceTree source, DockerIgnore ignored, BuildLog log) {
    this.source = source;
    this.ignored = ignored;
    this.time = FileTime.from(source.commitTime());
    this.pointers = new PointerWarning(log);
  }

  /**
   * @param folder in the source
   * @param ignored patterns for paths below it
   * @param target does not exist yet
   */
  static void write(
      SourceTree source, Entry folder, DockerIgnore ignored, Path target, BuildLog log)
      throws IOException, InterruptedException {
    ContextFolder writing = new ContextFolder(source, ignored, log);
    Files.createDirectory(target);
    writing.writeChildren(folder, "", target);
  }

  private void writeChildren(Entry folder, String path, Path target)
      throws IOException, InterruptedException {
    for (Entry entry : source.children(folder)) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped while writing the build context");
      }
      String inContext = path.isEmpty() ? entry.name() : path + "/" + entry.name();
      write(entry, inContext, resolve(target, entry));
    }
    permit(target, EXECUTABLE);
  }

  private void write(Entry entry, String path, Path target)
      throws IOException, InterruptedException {
    boolean excluded = ignored.excludes(path);
    if (entry.kind() == Kind.DIRECTORY && excluded) {
      writeExceptions(entry, path, target);
    } else if (!excluded) {
      writeIncluded(entry, path, target);
    }
  }

  /** An excluded folder is there nevertheless when an exception lets something in it through. */
  private void writeExceptions(Entry folder, String path, Path target)
      throws IOException, InterruptedException {
    if (ignored.mayHoldIncluded(path)) {
      Files.createDirectory(target);
      writeChildren(folder, path, target);
      try (var children = Files.list(target)) {
        if (children.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(target);
    }
  }

  private void writeIncluded(Entry entry, String path, Path target)
      throws IOException, InterruptedException {
    switch (entry.kind()) {
      case FILE -> writeFile(entry, target, PLAIN);
      case EXECUTABLE -> writeFile(entry, target, EXECUTABLE);
      case SYMLINK -> Files.createSymbolicLink(target, Path.of(linkTarget(entry)));
      case DIRECTORY -> {
        Files.createDirectory(target);
        writeChildren(entry, path, target);
      }
      case SUBMODULE -> permit(Files.createDirectory(target), EXECUTABLE);
    }
  }

  private void writeFile(Entry entry, Path target, Set<PosixFilePermission> mode)
      throws IOException {
    pointers.check(source, entry);
    try (InputStream content = source.open(entry)) {
      Files.copy(content, target);
    }
    permit(target, mode);
  }

  private void permit(Path target, Set<PosixFilePermission> mode) throws IOException {
    Files.setPosixFilePermissions(target, mode);
    Files.setLastModifiedTime(target, time);
  }

  private String linkTarget(Entry entry) throws IOException {
    try (InputStream target = source.open(entry)) {
      return new String(target.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Path resolve(Path folder, Entry entry) throws IOException {
    try {
      return folder.resolve(entry.name());
    } catch (InvalidPathException e) {
      throw new IOException(
          "The file name "
              + entry.path()
              + " can't be written in the worker's locale; start the worker with LC_ALL=C.UTF-8",
          e);
    }
  }
}
