package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.lfs.PointerWarning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes a folder of a commit to disk for programs that read files. Symbolic links are written as
 * such and never followed; all times are the commit's, so that building it again gives the same
 * files.
 */
final class ContextFolder {

  private final SourceTree source;
  private final FileTime time;
  private final PointerWarning pointers;

  private ContextFolder(SourceTree source, BuildLog log) {
    this.source = source;
    this.pointers = new PointerWarning(log);
    this.time = FileTime.from(source.commitTime());
  }

  /**
   * @param folder in the source
   * @param target does not exist yet
   */
  static void write(SourceTree source, Entry folder, Path target, BuildLog log)
      throws IOException, InterruptedException {
    new ContextFolder(source, log).writeFolder(folder, target);
  }

  private void writeFolder(Entry folder, Path target) throws IOException, InterruptedException {
    Files.createDirectory(target);
    for (Entry entry : source.children(folder)) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped while writing the build context");
      }
      writeEntry(entry, resolve(target, entry));
    }
    permit(target, "rwxr-xr-x");
  }

  private void writeEntry(Entry entry, Path target) throws IOException, InterruptedException {
    switch (entry.kind()) {
      case FILE -> writeFile(entry, target, "rw-r--r--");
      case EXECUTABLE -> writeFile(entry, target, "rwxr-xr-x");
      case SYMLINK -> Files.createSymbolicLink(target, Path.of(linkTarget(entry)));
      case DIRECTORY -> writeFolder(entry, target);
      case SUBMODULE -> Files.createDirectory(target);
    }
  }

  private void writeFile(Entry entry, Path target, String mode) throws IOException {
    pointers.check(source, entry);
    try (InputStream content = source.open(entry)) {
      Files.copy(content, target);
    }
    permit(target, mode);
  }

  private void permit(Path target, String mode) throws IOException {
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
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
