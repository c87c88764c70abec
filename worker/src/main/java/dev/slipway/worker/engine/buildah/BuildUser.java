package dev.slipway.worker.engine.buildah;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Who buildah runs as, and where that user may write.
 *
 * @param launcher what stands before a command to become that user; empty for the worker itself
 * @param uid user id
 * @param gid group id
 * @param place a folder that the user can reach
 */
record BuildUser(List<String> launcher, int uid, int gid, Path place) {

  BuildUser {
    launcher = List.copyOf(launcher);
  }

  /** The worker's own user. */
  static BuildUser self(Path place) throws IOException {
    return new BuildUser(List.of(), own("unix:uid"), own("unix:gid"), place);
  }

  /**
   * A user of a line of passwd(5); the worker has to be root to become it.
   *
   * @param worker tells apart workers that share the user, each with a folder in its home
   * @throws IllegalArgumentException when it is no such line
   */
  static BuildUser ofPasswd(String line, String worker) {
    String[] fields = line.strip().split(":", -1);
    if (fields.length != 7) {
      throw new IllegalArgumentException("no line of passwd");
    }
    List<String> launcher =
        List.of(
            "setpriv",
            "--reuid=" + fields[2],
            "--regid=" + fields[3],
            "--init-groups",
            "--inh-caps=-all",
            "--");
    return new BuildUser(
        launcher,
        Integer.parseInt(fields[2]),
        Integer.parseInt(fields[3]),
        Path.of(fields[5], "slipway", worker));
  }

  /** Makes a folder, with those above it, that belongs to this user and nobody else can enter. */
  Path makeFolder(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null && !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
      makeFolder(parent);
    }
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder);
      if (!launcher.isEmpty()) {
        Files.setAttribute(folder, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(folder, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
      }
    }
    return folder;
  }

  /** Writes a new file that belongs to this user and nobody else can read. */
  Path writePrivate(Path file, String content) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, content);
    if (!launcher.isEmpty()) {
      Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
    return file;
  }

  /** Whether this user may read and write a device: as its owner, its group's member or anybody. */
  boolean mayUse(Path device) throws IOException {
    if (!Files.exists(device)) {
      return false;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(device);
    if ((int) Files.getAttribute(device, "unix:uid") == uid) {
      return permissions.contains(PosixFilePermission.OWNER_WRITE);
    }
    if ((int) Files.getAttribute(device, "unix:gid") == gid) {
      return permissions.contains(PosixFilePermission.GROUP_WRITE);
    }
    return permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  /** Whether the worker is root. */
  static boolean isRoot() throws IOException {
    return own("unix:uid") == 0;
  }

  private static int own(String attribute) throws IOException {
    return (int) Files.getAttribute(Path.of("/proc/self"), attribute);
  }
}
