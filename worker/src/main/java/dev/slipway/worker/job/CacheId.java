package dev.slipway.worker.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The name of a worker's caches: as lasting as the folder that they are in. */
final class CacheId {

  private static final String FILE = "cache-id";
  private static final Pattern FORMAT = Pattern.compile("[0-9a-f-]{36}");

  private CacheId() {}

  /**
   * Reads the folder's name, or gives it one.
   *
   * @param names makes new ones
   */
  static String of(Path folder, Supplier<UUID> names) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(file)) {
      String id = Files.readString(file).strip();
      if (FORMAT.matcher(id).matches()) {
        return id;
      }
    }
    String id = names.get().toString();
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, FILE, ".partial");
    Files.writeString(partial, id + "\n");
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return id;
  }
}
