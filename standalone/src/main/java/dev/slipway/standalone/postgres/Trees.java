package dev.slipway.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Folders as a whole. */
final class Trees {

  /** In the order of the mode's bits, from the lowest. */
  private static final List<PosixFilePermission> BITS =
      List.of(
          PosixFilePermission.OTHERS_EXECUTE,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_READ);

  private Trees() {}

  /** Removes a folder with all that is in it, following no link; a missing one is fine. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path path : deepestFirst(folder)) {
        Files.delete(path);
      }
    }
  }

  /** Gives a folder and all that is in it to a numeric user and group. */
  static void own(Path folder, int user) throws IOException {
    for (Path path : deepestFirst(folder)) {
      if (!Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(user)) {
        Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** The set that a mode's lowest nine bits stand for. */
  static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < BITS.size(); bit++) {
      if ((mode & 1 << bit) != 0) {
        permissions.add(BITS.get(bit));
      }
    }
    return permissions;
  }

  private static List<Path> deepestFirst(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
