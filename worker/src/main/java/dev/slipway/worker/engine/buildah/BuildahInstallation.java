package dev.slipway.worker.engine.buildah;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.source.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is installed on this machine, and as whom buildah is run. Buildah and its RUN steps are
 * another user than the worker: a worker that is root becomes a user made for that; one that is not
 * can't become anybody, so its operator has to allow it to build as itself.
 */
final class BuildahInstallation {

  private static final Logger LOG = Logger.getLogger(BuildahInstallation.class);
  private static final String INSTALL =
      "install buildah, runc and uidmap (on Debian: apt-get install --no-install-recommends buildah"
          + " runc uidmap).";

  private final BuildahConfig config;
  private final Path folder;
  private @Nullable Setup setup;

  /**
   * @param folder of the worker, for builds as itself
   */
  BuildahInstallation(BuildahConfig config, Path folder) {
    this.config = config;
    this.folder = folder;
  }

  /**
   * How to run buildah here.
   *
   * @param version of buildah
   * @param storageDriver that works in the user's place
   * @param user whom to run it as
   */
  record Setup(BuildahVersion version, String storageDriver, BuildUser user) {}

  /**
   * Looks once; what is missing is looked for again, so that installing it needs no restart.
   *
   * @throws MissingException when buildah can't be used here
   */
  synchronized Setup setup() throws MissingException, InterruptedException {
    if (setup == null) {
      try {
        setup = probe();
      } catch (IOException e) {
        throw new MissingException("buildah can't be probed: " + e.getMessage());
      }
    }
    return setup;
  }

  private Setup probe() throws IOException, MissingException, InterruptedException {
    String output =
        output(config.command(), "--version")
            .orElseThrow(() -> new MissingException("buildah is not installed; " + INSTALL));
    BuildahVersion version =
        BuildahVersion.parse(output)
            .orElseThrow(() -> new MissingException("the version of buildah is not understood."));
    for (String program : List.of(config.runtime(), "newuidmap")) {
      if (output(program, "--version").isEmpty()) {
        throw new MissingException(program + " is not installed; " + INSTALL);
      }
    }
    BuildUser user = BuildUser.isRoot() ? dedicatedUser() : self();
    Folders.delete(user.place().resolve("work"));
    return new Setup(version, storageDriver(user), user);
  }

  private BuildUser dedicatedUser() throws MissingException, IOException, InterruptedException {
    String name = config.user();
    String passwd = passwd(name);
    if (passwd.isEmpty() && config.makeUser()) {
      LOG.infof("Making the user \"%s\", as whom RUN steps are built", name);
      output("useradd", "--create-home", "--shell", "/usr/sbin/nologin", name)
          .ifPresent(complaint -> LOG.debugf("useradd: %s", complaint));
      passwd = passwd(name);
    }
    if (passwd.isEmpty()) {
      throw new MissingException(
          "there is no user \""
              + name
              + "\" to build as; make one with: useradd --create-home --shell /usr/sbin/nologin "
              + name);
    }
    BuildUser user = BuildUser.ofPasswd(passwd, nameOfThisWorker());
    if (user.uid() == 0) {
      throw new MissingException("slipway.worker.buildah.user must not be root.");
    }
    requireSubordinateIds(name);
    return user;
  }

  /** The same at every start: it stands for the worker's folder, which is its alone. */
  private String nameOfThisWorker() {
    byte[] path = folder.toString().getBytes(StandardCharsets.UTF_8);
    return Digest.of(path).hex().substring(0, 16);
  }

  private static String passwd(String user) throws IOException, InterruptedException {
    return output("getent", "passwd", user).orElse("").strip();
  }

  private BuildUser self() throws MissingException, IOException {
    if (!config.sameUser()) {
      throw new MissingException(
          "the worker is not root, so RUN steps could only be the worker's own user; start it as"
              + " root with a user \""
              + config.user()
              + "\", or accept that with SLIPWAY_WORKER_BUILDAH_SAME_USER=true.");
    }
    requireSubordinateIds(System.getProperty("user.name", ""));
    return BuildUser.self(folder);
  }

  private static void requireSubordinateIds(String user) throws MissingException, IOException {
    for (Path file : List.of(Path.of("/etc/subuid"), Path.of("/etc/subgid"))) {
      boolean has =
          Files.isReadable(file)
              && Files.readAllLines(file).stream().anyMatch(line -> line.startsWith(user + ":"));
      if (!has) {
        throw new MissingException(
            "user \""
                + user
                + "\" has no subordinate ids in "
                + file
                + "; add them with: usermod --add-subuids 100000-165535 --add-subgids"
                + " 100000-165535 "
                + user);
      }
    }
  }

  /** Overlay is fast, but not to be had on every file system; vfs always is. */
  private String storageDriver(BuildUser user)
      throws IOException, MissingException, InterruptedException {
    List<String> complaints = new ArrayList<>();
    for (String driver : List.of("overlay", "vfs")) {
      Path probe = user.makeFolder(user.place().resolve("probe-" + driver));
      List<String> command = new ArrayList<>(user.launcher());
      command.addAll(
          List.of(
              config.command(),
              "--root=" + probe.resolve("root"),
              "--runroot=" + probe.resolve("run"),
              "--storage-driver=" + driver,
              "info"));
      if (ChildProcess.run(command, environment(probe), probe, complaints::add) == 0) {
        return driver;
      }
    }
    String last = complaints.isEmpty() ? "no output" : complaints.get(complaints.size() - 1);
    throw new MissingException("buildah does not work here: " + last);
  }

  private static Optional<String> output(String... command)
      throws IOException, InterruptedException {
    StringBuilder output = new StringBuilder();
    Path root = Path.of("/");
    try {
      int ignored =
          ChildProcess.run(
              List.of(command), environment(root), root, line -> output.append(line).append('\n'));
      return Optional.of(output.toString());
    } catch (IOException e) {
      return Optional.empty(); // the program can't be started
    }
  }

  /** All that a child process gets to know: where programs are, and a home that is empty. */
  static Map<String, String> environment(Path home) {
    return Map.of(
        "PATH",
        Optional.ofNullable(System.getenv("PATH")).orElse("/usr/sbin:/usr/bin:/sbin:/bin"),
        "HOME",
        home.toString(),
        "XDG_RUNTIME_DIR",
        home.toString(),
        "TMPDIR",
        home.toString(),
        "LANG",
        "C.UTF-8");
  }

  /** Something has to be installed or configured first; the message says what. */
  static final class MissingException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    MissingException(String remedy) {
      super(remedy);
      this.remedy = remedy;
    }

    /** What is missing and how to get it. */
    String remedy() {
      return remedy;
    }
  }
}
