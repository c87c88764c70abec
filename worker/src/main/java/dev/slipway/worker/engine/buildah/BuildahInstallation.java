package dev.slipway.worker.engine.buildah;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.process.Confinements;
import dev.slipway.worker.engine.process.ProgramVersion;
import dev.slipway.worker.source.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private static final Path TUNNELS = Path.of("/dev/net/tun");

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
   * @param isolation of RUN steps, for {@code --isolation}
   * @param network of RUN steps
   * @param confinements hold builds to their limits
   */
  record Setup(
      ProgramVersion version,
      String storageDriver,
      BuildUser user,
      String isolation,
      RunNetwork network,
      Confinements confinements) {}

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
        BuildahPrograms.output(config.command(), "--version")
            .orElseThrow(() -> new MissingException("buildah is not installed; " + INSTALL));
    ProgramVersion version =
        ProgramVersion.parse(output)
            .orElseThrow(() -> new MissingException("the version of buildah is not understood."));
    for (String program : List.of(config.runtime(), "newuidmap")) {
      if (BuildahPrograms.output(program, "--version").isEmpty()) {
        throw new MissingException(program + " is not installed; " + INSTALL);
      }
    }
    BuildUser user = BuildUser.isRoot() ? dedicatedUser() : self();
    Confinements confinements =
        Confinements.probe(
            nameOfThisWorker(), BuildLimits.of(config.limits()), config.limits().controlGroups());
    Folders.delete(user.place().resolve("work"));
    BuildahTrial trial = new BuildahTrial(config, user);
    String driver = trial.storageDriver();
    String isolation = trial.isolation(driver);
    warnOfVulnerabilities(version);
    return new Setup(
        version, driver, user, isolation, network(version, user, isolation), confinements);
  }

  private void warnOfVulnerabilities(ProgramVersion version)
      throws IOException, InterruptedException {
    Optional<ProgramVersion> runtime =
        BuildahPrograms.output(config.runtime(), "--version").flatMap(ProgramVersion::parse);
    List<String> holes =
        runtime
            .map(has -> KnownVulnerabilities.of(version, has, config.runtime()))
            .orElse(List.of());
    if (!holes.isEmpty()) {
      LOG.warnf(
          "By their version numbers, %s. Keep the distribution's security updates installed, or"
              + " upgrade.",
          String.join("; ", holes));
    }
  }

  private RunNetwork network(ProgramVersion version, BuildUser user, String isolation)
      throws MissingException, IOException {
    boolean userNetworking =
        BuildahPrograms.isInstalled("slirp4netns") || BuildahPrograms.isInstalled("pasta");
    try {
      return RunNetwork.choose(
          config.network(),
          new RunNetwork.Offer(
              version, userNetworking, user.mayUse(TUNNELS), isolation.equals("rootless")));
    } catch (IllegalArgumentException e) {
      throw new MissingException(String.valueOf(e.getMessage()));
    }
  }

  private BuildUser dedicatedUser() throws MissingException, IOException, InterruptedException {
    String name = config.user();
    String passwd = passwd(name);
    if (passwd.isEmpty() && config.makeUser()) {
      LOG.infof("Making the user \"%s\", as whom RUN steps are built", name);
      BuildahPrograms.output("useradd", "--create-home", "--shell", "/usr/sbin/nologin", name)
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
    return BuildahPrograms.output("getent", "passwd", user).orElse("").strip();
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
