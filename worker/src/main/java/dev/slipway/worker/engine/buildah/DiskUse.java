package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.process.Breach;
import dev.slipway.worker.engine.process.Limits;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a build has added to the disk: the layers that its store did not have before, and the
 * attempt's folder. Files count as long as they claim to be, for that is what a layer makes of
 * them, and never less than a block. Looking costs time, so it is done rarely where there is much
 * to look at, and at once when the file system has lost more than the limit.
 */
final class DiskUse {

  private static final Logger LOG = Logger.getLogger(DiskUse.class);
  private static final long BLOCK = 4096;
  private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(700);

  /** Looking may take a fifth of the time at most. */
  private static final int IDLE_FACTOR = 4;

  private final List<Path> folders;
  private final Set<Path> before = new HashSet<>();
  private final Limits limits;
  private final FileStore disk;
  private final long freeBefore;
  private long nextLook = System.nanoTime() + FIRST_LOOK;

  /**
   * @param layers folders whose entries are layers
   * @param attempt all of it counts
   */
  DiskUse(List<Path> layers, Path attempt, Limits limits) throws IOException {
    this.folders = Stream.concat(layers.stream(), Stream.of(attempt)).toList();
    this.limits = limits;
    for (Path folder : layers) {
      before.addAll(children(folder));
    }
    this.disk = Files.getFileStore(attempt);
    this.freeBefore = disk.getUnallocatedSpace();
  }

  /** Which limit was met, if one was. */
  Optional<Breach> breach() {
    boolean suspicious = lost() > limits.disk();
    if (!suspicious && System.nanoTime() < nextLook) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    Sum sum = new Sum();
    sum.addAll();
    long end = System.nanoTime();
    nextLook = end + Math.max(FIRST_LOOK, (end - start) * IDLE_FACTOR);
    if (sum.bytes > limits.disk() || (sum.incomplete && suspicious)) {
      return Optional.of(Breach.disk(limits));
    }
    return sum.files > limits.files() ? Optional.of(Breach.files(limits)) : Optional.empty();
  }

  private long lost() {
    try {
      return freeBefore - disk.getUnallocatedSpace();
    } catch (IOException e) {
      LOG.debugf("The file system does not tell its free space: %s", e.getMessage());
      return 0;
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  /** Adds up until a limit is met. */
  private final class Sum extends SimpleFileVisitor<Path> {

    private long bytes;
    private long files;
    private boolean incomplete;

    void addAll() {
      try {
        for (Path folder : folders) {
          for (Path child : children(folder)) {
            if (!before.contains(child)) {
              Files.walkFileTree(child, this);
            }
          }
        }
      } catch (IOException e) {
        incomplete = true;
        LOG.debugf("Not all that a build has written can be seen: %s", e.getMessage());
      }
    }

    private FileVisitResult add(long size) {
      bytes += (size + BLOCK - 1) / BLOCK * BLOCK;
      files++;
      return bytes > limits.disk() || files > limits.files()
          ? FileVisitResult.TERMINATE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return add(1);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return add(attributes.isRegularFile() ? Math.max(1, attributes.size()) : 1);
    }

    /** Gone meanwhile, or the store's users' own in a worker that is not root. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      incomplete |= failure instanceof AccessDeniedException;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
