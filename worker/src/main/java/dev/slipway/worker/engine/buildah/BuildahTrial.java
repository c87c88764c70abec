package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.buildah.BuildahInstallation.MissingException;
import dev.slipway.worker.engine.process.ChildProcess;
import dev.slipway.worker.source.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Tries out what works on this machine for the build's user, in a folder of its own. */
final class BuildahTrial {

  private static final Logger LOG = Logger.getLogger(BuildahTrial.class);

  /** A program that no image has: a runtime that misses it has come as far as starting it. */
  private static final String NO_PROGRAM = "/nothing-to-run";

  private static final String ROOTLESS = "rootless";
  private static final String CHROOT = "chroot";

  private final BuildahConfig config;
  private final BuildUser user;

  BuildahTrial(BuildahConfig config, BuildUser user) {
    this.config = config;
    this.user = user;
  }

  /** Overlay is fast, but not to be had on every file system; vfs always is. */
  String storageDriver() throws IOException, MissingException, InterruptedException {
    List<String> output = Collections.synchronizedList(new ArrayList<>());
    for (String driver : List.of("overlay", "vfs")) {
      if (run(driver, List.of("info"), output) == 0) {
        return driver;
      }
    }
    throw new MissingException("buildah does not work here: " + last(output));
  }

  /** The container runtime where it gets as far as starting a program, else chroot. */
  String isolation(String driver) throws IOException, MissingException, InterruptedException {
    String wanted = config.isolation().strip().toLowerCase(Locale.ROOT);
    return switch (wanted) {
      case ROOTLESS, CHROOT -> wanted;
      case "auto" -> runtimeWorks(driver) ? ROOTLESS : CHROOT;
      default ->
          throw new MissingException(
              "slipway.worker.buildah.isolation=\""
                  + wanted
                  + "\" is none of auto, rootless, chroot.");
    };
  }

  private boolean runtimeWorks(String driver) throws IOException, InterruptedException {
    Path context = user.makeFolder(user.place().resolve("probe-run"));
    try {
      Path file = context.resolve("Dockerfile");
      Files.writeString(file, "FROM scratch\nRUN [\"" + NO_PROGRAM + "\"]\n");
      Path policy = context.resolve("policy.json");
      Files.writeString(policy, "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
      List<String> output = Collections.synchronizedList(new ArrayList<>());
      List<String> command =
          List.of(
              "build-using-dockerfile",
              "--isolation=rootless",
              "--runtime=" + config.runtime(),
              "--network=host",
              "--layers",
              "--force-rm",
              "--signature-policy=" + policy,
              "--file=" + file,
              context.toString());
      int ignored = run(driver, command, output);
      boolean works =
          output.stream()
              .anyMatch(line -> line.contains(NO_PROGRAM) && line.contains("no such file"));
      if (!works) {
        LOG.warnf(
            "RUN steps are kept apart by chroot only, as %s fails: %s",
            config.runtime(), last(output));
      }
      return works;
    } finally {
      Folders.delete(context);
    }
  }

  private int run(String driver, List<String> arguments, List<String> output)
      throws IOException, InterruptedException {
    Path probe = user.makeFolder(user.place().resolve("probe-" + driver));
    List<String> command = new ArrayList<>(user.launcher());
    command.addAll(
        List.of(
            config.command(),
            "--root=" + probe.resolve("root"),
            "--runroot=" + probe.resolve("run"),
            "--storage-driver=" + driver));
    command.addAll(arguments);
    return ChildProcess.run(command, BuildahPrograms.environment(probe), probe, output::add);
  }

  private static String last(List<String> output) {
    return output.isEmpty() ? "no output" : output.get(output.size() - 1);
  }
}
