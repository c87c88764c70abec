package dev.slipway.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything Slipway keeps, locked for this process. Only its owner may look
 * into it. The lock is the operating system's, so a killed process leaves none behind.
 */
final class DataFolder implements AutoCloseable {

  /** Counts up when a newer Slipway changes the folder in a way that an older one can't read. */
  private static final String VERSION = "1";

  private static final String VERSION_FILE = "VERSION";
  private static final String LOCK_FILE = "slipway.lock";
  private static final long MEBIBYTE = 1024 * 1024;
  private static final long NEEDED_BYTES = 300 * MEBIBYTE;

  private final Path root;
  private final FileChannel lock;
  private final boolean fresh;

  private DataFolder(Path root, FileChannel lock, boolean fresh) {
    this.root = root;
    this.lock = lock;
    this.fresh = fresh;
  }

  /**
   * Makes the folder if it is missing, and locks it.
   *
   * @throws StartException when it can't be used, with the reason
   */
  static DataFolder open(Path root) throws StartException {
    FileChannel lock = null;
    try {
      create(root);
      lock = lock(root);
      boolean fresh = checkVersion(root);
      checkSpace(root);
      return new DataFolder(root, lock, fresh);
    } catch (IOException e) {
      closeQuietly(lock, e);
      throw new StartException(
          "the data folder "
              + root
              + " can't be written: "
              + reason(e)
              + "; choose another one with SLIPWAY_DATA",
          e);
    } catch (StartException e) {
      closeQuietly(lock, e);
      throw e;
    }
  }

  /** The folder itself. */
  Path root() {
    return root;
  }

  /** A part of the folder. */
  Path resolve(String name) {
    return root.resolve(name);
  }

  /** Whether this start made it. */
  boolean isNew() {
    return fresh;
  }

  /** Gives the folder free. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void create(Path root) throws IOException {
    Path parent = root.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (!Files.isDirectory(root)) {
      Files.createDirectory(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static FileChannel lock(Path root) throws IOException, StartException {
    FileChannel channel =
        FileChannel.open(
            root.resolve(LOCK_FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (!tryLock(channel)) {
      String owner = read(channel);
      channel.close();
      throw new StartException(
          "the data folder "
              + root
              + " is in use by another Slipway"
              + (owner.isEmpty() ? "" : " (process " + owner + ")")
              + "; stop that one, or choose another folder with SLIPWAY_DATA");
    }
    channel.truncate(0);
    channel.write(ascii(Long.toString(ProcessHandle.current().pid())), 0);
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very JVM holds it
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(32);
    channel.read(content, 0);
    return new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
  }

  /** Whether the folder is new; it is then marked as ours. */
  private static boolean checkVersion(Path root) throws IOException, StartException {
    Path file = root.resolve(VERSION_FILE);
    if (!Files.exists(file)) {
      refuseForeign(root);
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
      Files.writeString(file, VERSION + "\n");
      return true;
    }
    String version = Files.readString(file).strip();
    if (!version.equals(VERSION)) {
      throw new StartException(
          "the data folder "
              + root
              + " has format "
              + version
              + ", but this Slipway knows format "
              + VERSION
              + " only; start the newer Slipway that made it");
    }
    return false;
  }

  private static void refuseForeign(Path root) throws IOException, StartException {
    try (Stream<Path> entries = Files.list(root)) {
      List<String> foreign =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(DataFolder::isForeign)
              .toList();
      if (!foreign.isEmpty()) {
        throw new StartException(
            "the folder "
                + root
                + " holds other files (such as "
                + foreign.get(0)
                + ") and was not made by Slipway; choose a new or empty one with SLIPWAY_DATA");
      }
    }
  }

  private static boolean isForeign(String name) {
    return !name.equals(LOCK_FILE) && !name.equals("lost+found");
  }

  private static void checkSpace(Path root) throws IOException, StartException {
    long usable = Files.getFileStore(root).getUsableSpace();
    if (usable < NEEDED_BYTES) {
      throw new StartException(
          "the disk of the data folder "
              + root
              + " has only "
              + usable / MEBIBYTE
              + " MiB left, but Slipway needs "
              + NEEDED_BYTES / MEBIBYTE
              + " MiB to start; make room, or choose another folder with SLIPWAY_DATA");
    }
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName().replaceFirst("Exception$", "");
    return kind.equals("AccessDenied")
        ? "permission denied for " + e.getMessage()
        : kind + ": " + e.getMessage();
  }

  private static void closeQuietly(@Nullable FileChannel channel, Exception cause) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
