package dev.slipway.worker.engine.buildah;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.Requirements;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.engine.ImageReading;
import dev.slipway.worker.engine.TestingBuild;
import dev.slipway.worker.engine.TestingSourceTree;
import dev.slipway.worker.publish.jib.RegistryBaseImages;
import dev.slipway.worker.source.Folders;
import io.quarkus.runtime.configuration.MemorySize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RUN steps that take what they can get, with small limits, with and without control groups. */
final class HostileRunTest {

  private static final long MIB = TestingBuildahConfig.MIB;

  @TempDir static Path shared;
  private static LocalRegistry registry;

  @TempDir Path folder;
  private final String marker = Long.toString(100_000 + System.nanoTime() % 100_000_000);

  @BeforeAll
  static void startRegistry() throws Exception {
    Requirements.programs("buildah", "runc", "newuidmap", "docker-registry", "busybox");
    Requirements.root();
    Requirements.buildUser(new TestingBuildahConfig().user());
    registry = LocalRegistry.start(shared);
  }

  @AfterAll
  static void cleanUp() throws Exception {
    if (registry != null) {
      registry.close();
      Folders.delete(installation(new SmallLimits()).setup().user().place());
    }
  }

  @AfterEach
  void nothingRunsOn() {
    Awaitility.await().until(() -> running(marker) == 0);
  }

  private static BuildahInstallation installation(BuildahConfig config) {
    return new BuildahInstallation(config, shared.toAbsolutePath().resolve("buildah"));
  }

  /** Small enough to be met at once. */
  private static class SmallLimits extends TestingBuildahConfig {

    @Override
    public Limits limits() {
      return new TestingLimits() {
        @Override
        public Optional<MemorySize> memory() {
          return Optional.of(bytes(256 * MIB));
        }

        @Override
        public int pids() {
          return 200;
        }

        @Override
        public MemorySize disk() {
          return bytes(64 * MIB);
        }

        @Override
        public long files() {
          return 5000;
        }

        @Override
        public boolean controlGroups() {
          return withControlGroups();
        }
      };
    }

    boolean withControlGroups() {
      return true;
    }
  }

  private static final class WithoutControlGroups extends SmallLimits {

    @Override
    boolean withControlGroups() {
      return false;
    }
  }

  private TestingBuild given(BuildahConfig config) {
    ImageEngine engine =
        new BuildahEngine(
            config,
            shared,
            RegistryBaseImages.of(
                "docker.io=http://" + registry.host(), registry.host(), "*", shared),
            "docker.io=http://" + registry.host(),
            registry.host());
    return new TestingBuild(engine, folder).with(new TestingSourceTree());
  }

  private String reason(BuildahConfig config, String... commands) {
    TestingBuild build = given(config);
    String[] lines =
        Stream.concat(Stream.of("FROM busybox"), Stream.of(commands)).toArray(String[]::new);
    return String.valueOf(
        assertThrows(BuildFailedException.class, () -> build.build(lines)).getMessage());
  }

  @Test
  void eatingMemoryEndsTheBuild() {
    String reason =
        reason(new SmallLimits(), "RUN true", "RUN x=" + marker + "; while :; do x=$x$x; done");

    assertTrue(reason.contains("(Dockerfile:3"), reason);
    assertTrue(reason.contains("it used more than 256 MiB of memory."), reason);
    assertTrue(reason.contains("slipway.worker.buildah.limits.memory"), reason);
  }

  @Test
  void eatingMemoryEndsTheBuildAlsoWithoutControlGroups() {
    String reason =
        reason(new WithoutControlGroups(), "RUN x=" + marker + "; while :; do x=$x$x; done");

    assertTrue(reason.contains("it used more than 256 MiB of memory."), reason);
  }

  @Test
  void aForkBombEndsTheBuild() {
    String reason =
        reason(new SmallLimits(), "RUN f() { sleep " + marker + " & f & f; }; f; sleep 60");

    assertTrue(reason.contains("(Dockerfile:2"), reason);
    assertTrue(reason.contains("started more than 200 processes and threads"), reason);
  }

  @Test
  void aForkBombIsContainedWithoutControlGroups() {
    String reason =
        reason(
            new WithoutControlGroups(), "RUN f() { sleep " + marker + " & f & f; }; f; sleep 60");

    assertTrue(reason.contains("Dockerfile:2"), reason);
  }

  @Test
  void fillingTheDiskEndsTheBuildAndIsTidiedUp() throws Exception {
    String reason =
        reason(
            new SmallLimits(),
            "RUN i=0; while :; do i=$((i+1)); cat /bin/sh > /f$i; done; sleep " + marker);

    assertTrue(reason.contains("it put more than 64 MiB on the disk."), reason);
    assertTrue(bytesOfStores() < 64 * MIB, "what it wrote is gone");
  }

  @Test
  void oneHugeSparseFileEndsTheBuild() {
    String reason = reason(new SmallLimits(), "RUN printf x | dd of=/huge bs=1 seek=10737418240");

    assertTrue(reason.contains("(Dockerfile:2"), reason);
    assertTrue(reason.contains("slipway.worker.buildah.limits.disk"), reason);
  }

  @Test
  void countlessSmallFilesEndTheBuild() {
    String reason =
        reason(
            new SmallLimits(),
            "RUN i=0; while [ $i -lt 1000000 ]; do i=$((i+1)); : > /f$i; done; sleep " + marker);

    assertTrue(reason.contains("it made more than 5000 files and folders."), reason);
  }

  @Test
  void endsWhatIgnoresSignalsAndHidesInAnotherSession() throws Exception {
    for (BuildahConfig config :
        new BuildahConfig[] {new SmallLimits(), new WithoutControlGroups()}) {
      TestingBuild build = given(config);
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread building =
          new Thread(
              () -> {
                try {
                  build.build(
                      "FROM busybox",
                      "RUN trap '' TERM INT HUP; (trap '' TERM; setsid sleep "
                          + marker
                          + " &) ; echo started; while :; do sleep 1; done");
                } catch (Exception e) {
                  ended.complete(e);
                }
              });
      building.start();
      Awaitility.await().until(() -> build.log().contains("started"));

      building.interrupt();

      assertTrue(ended.get(15, TimeUnit.SECONDS) instanceof InterruptedException);
      Awaitility.await().until(() -> running(marker) == 0);
    }
  }

  @Test
  void whatARunLeavesRunningEndsWithIt() throws Exception {
    ImageReading image =
        given(new SmallLimits())
            .build("FROM busybox", "RUN (setsid sleep " + marker + " &); echo done > /done");

    assertTrue(image.files().get("done").endsWith("done\n"));
    assertEquals(0, running(marker));
  }

  @Test
  void withoutANetworkNoServiceOfTheMachineAnswers() throws Exception {
    int port = Integer.parseInt(registry.host().substring(registry.host().indexOf(':') + 1));
    String ask = "RUN nc -w 2 127.0.0.1 " + port + " < /dev/null && echo reached > /r || : > /r";
    BuildahConfig none =
        new SmallLimits() {
          @Override
          public String network() {
            return "none";
          }
        };

    String apart = given(none).withoutCache().build("FROM busybox", ask).files().get("r");
    TestingBuild onHost = given(new SmallLimits()).withoutCache();
    String shares = onHost.build("FROM busybox", ask).files().get("r");

    assertFalse(apart.contains("reached"), apart);
    assertTrue(shares.contains("reached"), shares);
    assertTrue(
        onHost.log().stream().anyMatch(line -> line.startsWith("WARNING: RUN steps share")),
        "people are told");
  }

  @Test
  void readsNothingOfTheWorkerFromProc() throws Exception {
    ImageReading image =
        given(new SmallLimits())
            .build(
                "FROM busybox",
                "RUN for p in /proc/[0-9]*; do cat $p/environ $p/cmdline $p/root/etc/shadow;"
                    + " done > /seen 2>/dev/null; ls /proc | grep -c '^[0-9]' > /count");

    String seen = image.files().get("seen");
    assertFalse(seen.contains("java"), "no command line of the worker");
    assertFalse(seen.contains("surefire"), "nothing of its environment");
    assertFalse(seen.contains("root:"), "no file of the machine");
  }

  @Test
  void aBuildOfAWorkerThatDiedIsEndedAtTheNextStart() throws Exception {
    for (BuildahConfig config :
        new BuildahConfig[] {new SmallLimits(), new WithoutControlGroups()}) {
      var confinements = installation(config).setup().confinements();
      var abandoned = confinements.open("abandoned");
      Process process =
          new ProcessBuilder(
                  Stream.concat(
                          abandoned.launcher().stream(),
                          Stream.of("/bin/sh", "-c", "setsid sleep " + marker + " & wait"))
                      .toList())
              .start();
      Awaitility.await().until(() -> running(marker) > 0);

      var ignored = installation(config).setup();

      Awaitility.await().until(() -> running(marker) == 0);
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    }
  }

  private static long running(String marker) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(marker))
        .count();
  }

  private static long bytesOfStores() throws Exception {
    Path stores = installation(new SmallLimits()).setup().user().place().resolve("stores");
    long bytes = 0;
    try (Stream<Path> files = Files.walk(stores)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
