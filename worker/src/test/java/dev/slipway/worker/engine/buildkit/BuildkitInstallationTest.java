package dev.slipway.worker.engine.buildkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.worker.engine.TestingBaseImages;
import dev.slipway.worker.engine.TestingBuild;
import dev.slipway.worker.engine.process.ProgramVersion;
import dev.slipway.worker.publish.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuildkitInstallationTest {

  private static final String ANSWER =
      "{\"Client\":{\"Version\":\"%s\"},\"Server\":{\"Version\":\"%s\",\"Os\":\"linux\",\"Arch\":\"amd64\"}}";

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void saysWhatToInstallWhereNoEngineIs() throws Exception {
    String obstacle = obstacle(engine(config("unix:///no/such.sock", "docker")));

    assertTrue(obstacle.startsWith("no Docker engine is at unix:///no/such.sock;"), obstacle);
    assertTrue(obstacle.contains("apt-get install docker.io"), obstacle);
  }

  @Test
  void saysThatTheCommandIsMissing() throws Exception {
    String obstacle = obstacle(engine(config("tcp://127.0.0.1:1", "no-such-docker")));

    assertTrue(obstacle.startsWith("the docker command is not installed"), obstacle);
  }

  @Test
  void takesNoNewerCommandWithoutItsPlugin() throws Exception {
    Path docker =
        program("case $1 in version) echo '" + answer("28.2.2", "28.2.2") + "';; *) exit 1;; esac");

    String obstacle = obstacle(engine(config("tcp://127.0.0.1:1", docker.toString())));

    assertTrue(obstacle.contains("its buildx plug-in is missing"), obstacle);
  }

  @Test
  void takesAnOlderCommandWithoutPlugin() throws Exception {
    Path docker =
        program(
            "case $1 in version) echo '"
                + answer("20.10.24+dfsg1", "20.10.24")
                + "';; *) exit 1;; esac");

    assertEquals("", obstacle(engine(config("tcp://127.0.0.1:1", docker.toString()))));
  }

  @Test
  void saysThatTheEngineDoesNotAnswer() throws Exception {
    Path docker =
        program(
            "echo '{\"Client\":{\"Version\":\"20.10.1\"},\"Server\":null}'; echo Cannot connect >&2; exit 1");

    String obstacle = obstacle(engine(config("tcp://127.0.0.1:1", docker.toString())));

    assertTrue(obstacle.startsWith("no Docker engine answers at tcp://127.0.0.1:1"), obstacle);
  }

  @Test
  void waitsForNoEngineThatHangs() throws Exception {
    Path docker = Files.move(program("sleep 1000"), folder.resolve("hanging-docker"));

    String obstacle = obstacle(engine(config("tcp://127.0.0.1:1", docker.toString())));

    assertEquals("the Docker engine did not answer within 300 ms; see its log.", obstacle);
  }

  @Test
  void looksAgainForAnEngineThatWasMissing() throws Exception {
    Path docker = program("exit 1");
    BuildkitEngine engine = engine(config("tcp://127.0.0.1:1", docker.toString()));
    String before = obstacle(engine);
    program("echo '" + answer("20.10.24", "20.10.24") + "'");

    String soon = obstacle(engine);
    now = now.plus(Duration.ofMinutes(1));
    String later = obstacle(engine);

    assertFalse(before.isEmpty());
    assertEquals(before, soon, "no build is held up by looking each time");
    assertEquals("", later);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY --link a /a | 20.10 | --link, which needs Docker 23.0 or newer; here is 20.10.",
        "RUN --network=none true | 20.10 | RUN --network, which needs Docker 23.0",
        "COPY --parents a/b /a | 29.0 | --parents, which needs Docker 29.1",
        "COPY --exclude=x a /a | 28.0 | --exclude, which needs Docker 29.0",
        "RUN --mount=type=secret,id=a,env=A true | 27.2 | secret mount with env=, which needs Docker 27.3",
        "RUN --security=insecure true | 29.9 | RUN --security, which is not allowed"
      })
  void saysWhichVersionAFeatureNeeds(String line, String version, String expected)
      throws Exception {
    BuildPlan plan = TestingBuild.plan("FROM busybox", line);

    Optional<String> missing =
        BuildkitFeatures.missing(plan, ProgramVersion.parse("version " + version).orElseThrow());

    assertTrue(missing.orElse("nothing").contains(expected), missing.toString());
  }

  @Test
  void anEngineThatIsNewEnoughDoesIt() throws Exception {
    BuildPlan plan =
        TestingBuild.plan(
            "FROM busybox", "COPY --link a /a", "RUN --mount=type=cache,target=/c true");

    assertEquals(Optional.empty(), BuildkitFeatures.missing(plan, new ProgramVersion(23, 0)));
  }

  private static String answer(String client, String server) {
    return String.format(ANSWER, client, server);
  }

  private Path program(String script) throws IOException {
    Path file = folder.resolve("docker");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static TestingBuildkitConfig config(String host, String command) {
    return new TestingBuildkitConfig(host) {
      @Override
      public Optional<String> command() {
        return Optional.of(command);
      }

      @Override
      public Duration probeTimeout() {
        return command.endsWith("hanging-docker") ? Duration.ofMillis(300) : super.probeTimeout();
      }
    };
  }

  private BuildkitEngine engine(BuildkitConfig config) {
    return new BuildkitEngine(
        config, folder, new TestingBaseImages(), RegistryEndpoints.parse("", ""), clock());
  }

  private static String obstacle(BuildkitEngine engine) throws Exception {
    return engine
        .obstacle(TestingBuild.plan("FROM busybox", "RUN true"), Platform.parse("linux/amd64"))
        .orElse("");
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
