package dev.slipway.standalone.postgres;

import com.sun.security.auth.module.UnixSystem;
import dev.slipway.standalone.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * As whom PostgreSQL runs, because it refuses to run as root: as ourselves; for root in a user
 * namespace of its own, where it has no rights but those of the files' owner; or, where a machine
 * (such as most containers) allows no namespaces, as the user nobody.
 *
 * @param prefix what stands before every command
 * @param owner the numeric user that has to own the server's files, or -1 for ourselves
 */
record ServerAccount(List<String> prefix, int owner) {

  private static final int OURSELVES = -1;
  private static final int NOBODY = 65534;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final List<String> NAMESPACE = List.of("unshare", "-U");
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

  /**
   * Finds the way that works on this machine.
   *
   * @param home the server's folder
   * @throws StartException when none does
   */
  static ServerAccount detect(Path home) throws IOException, StartException {
    if (new UnixSystem().getUid() != 0) {
      return new ServerAccount(List.of(), OURSELVES);
    }
    Path output = home.resolve("account.log");
    if (works(NAMESPACE, home, output)) {
      return new ServerAccount(NAMESPACE, 0);
    }
    openPath(home);
    if (works(AS_NOBODY, home, output)) {
      return new ServerAccount(AS_NOBODY, NOBODY);
    }
    throw new StartException(
        "PostgreSQL refuses to run as root, and here it can run neither in a user namespace"
            + " (unshare -U) nor as the user nobody (setpriv), who needs to reach "
            + home
            + "; start Slipway as another user, or choose a folder below /var/lib or /srv"
            + " with SLIPWAY_DATA");
  }

  /** Gives the server's files to the account, if they are not its own yet. */
  void own(Path folder) throws IOException {
    if (owner != OURSELVES) {
      Trees.own(folder, owner);
    }
  }

  private static boolean works(List<String> prefix, Path home, Path output) {
    try {
      return Programs.status(prefix, List.of("test", "-x", home.toString()), output, LIMIT) == 0;
    } catch (IOException e) {
      return false; // the program is missing, which is an answer too
    }
  }

  /** Lets another user pass through to the server's folder, without seeing what is beside it. */
  private static void openPath(Path home) throws IOException {
    Files.setPosixFilePermissions(home.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
