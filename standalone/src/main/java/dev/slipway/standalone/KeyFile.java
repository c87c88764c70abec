package dev.slipway.standalone;

import dev.slipway.core.secret.SecretBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A random key of 32 bytes in base64, in a file that only its owner may read. */
final class KeyFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private KeyFile() {}

  /**
   * Reads the key, or makes it at the first start.
   *
   * @throws StartException when the file holds anything else, because a key that silently changes
   *     makes everything sealed with it unreadable
   */
  static String readOrCreate(Path file) throws IOException, StartException {
    if (!Files.exists(file)) {
      create(file);
    }
    Files.setPosixFilePermissions(file, OWNER_ONLY);
    String key = Files.readString(file).strip();
    try {
      SecretBox.fromKey(key);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "the key file " + file + " is damaged: it must hold 32 bytes in base64; restore it", e);
    }
    return key;
  }

  /** Never leaves half a key behind: it is written beside and then renamed. */
  private static void create(Path file) throws IOException {
    Path draft = Path.of(file + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.writeString(draft, SecretBox.newBase64Key() + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
