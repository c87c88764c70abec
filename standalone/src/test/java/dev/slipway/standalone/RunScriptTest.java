package dev.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code run} in a small project of its own, with a Maven and a JDK that only tell that
 * they were called.
 */
class RunScriptTest {

  private static final long LIMIT_SECONDS = 60;

  @TempDir private Path folder;
  private Path project;
  private Path jdk;

  @BeforeEach
  void makeProject() throws IOException {
    project = folder.resolve("a project");
    Files.createDirectories(project.resolve(".mvn"));
    Files.createDirectories(project.resolve("standalone/src/main"));
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Files.writeString(project.resolve("standalone/pom.xml"), "<project/>");
    Files.writeString(project.resolve("standalone/src/main/One.java"), "class One {}");
    Files.writeString(project.resolve("standalone/src/main/Two.java"), "class Two {}");
    Files.copy(Path.of("..", "run"), project.resolve("run"), StandardCopyOption.COPY_ATTRIBUTES);
    script(
        project.resolve("mvnw"),
        "echo built >> builds",
        "mkdir -p standalone/target/quarkus-app",
        "touch standalone/target/quarkus-app/quarkus-run.jar");
    jdk = folder.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"99.0.1\"\n");
    script(jdk.resolve("bin/java"), "echo \"started in $SLIPWAY_DATA with $*\"");
    script(jdk.resolve("bin/javac"), "exit 1");
  }

  @Test
  void itBuildsTheFirstTimeAndThenOnlyWhenSourcesChanged() throws Exception {
    assertTrue(run(project).output().contains("first time"));
    assertEquals(1, builds());

    assertFalse(run(project).output().contains("Building"));
    assertEquals(1, builds());

    Files.writeString(project.resolve("standalone/src/main/One.java"), "class Uno {}");
    assertTrue(run(project).output().contains("its sources changed"));
    assertEquals(2, builds());
  }

  @Test
  void aDeletedFileIsAChangeAndATouchedOneIsNot() throws Exception {
    run(project);

    Files.writeString(project.resolve("standalone/src/main/One.java"), "class One {}");
    run(project);
    assertEquals(1, builds());

    Files.delete(project.resolve("standalone/src/main/Two.java"));
    run(project);
    assertEquals(2, builds());
  }

  @Test
  void aFailedBuildShowsItsEndAndIsTriedAgain() throws Exception {
    script(project.resolve("mvnw"), "echo the compiler says no", "exit 1");
    Finished failed = run(project);

    assertEquals(1, failed.status());
    assertTrue(failed.output().contains("the compiler says no"), failed.output());
    assertTrue(failed.output().contains("run-build.log"), failed.output());
    assertFalse(failed.output().contains("started"), failed.output());
    assertEquals(1, run(project).status());
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Path goOn = project.resolve("go-on");
    script(
        project.resolve("mvnw"),
        "echo built >> builds",
        "until [ -e go-on ]; do sleep 0.1; done",
        "mkdir -p standalone/target/quarkus-app",
        "touch standalone/target/quarkus-app/quarkus-run.jar");
    Running first = start(project);
    Awaitility.await()
        .atMost(Duration.ofSeconds(LIMIT_SECONDS))
        .until(() -> Files.exists(project.resolve("builds")));

    Running second = start(project);
    Awaitility.await()
        .atMost(Duration.ofSeconds(LIMIT_SECONDS))
        .until(() -> second.output().contains("Waiting for another ./run"));
    Files.createFile(goOn);

    assertEquals(0, first.await().status());
    assertEquals(0, second.await().status());
    assertEquals(1, builds());
  }

  @Test
  void theLockOfADeadBuildIsTakenOver() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createSymbolicLink(project.resolve(".run.lock"), Path.of(Long.toString(dead.pid())));

    assertEquals(0, run(project).status());
    assertEquals(1, builds());
    assertFalse(Files.isSymbolicLink(project.resolve(".run.lock")));
  }

  @Test
  void dataLiesBesideTheScriptUnlessAFolderIsGiven() throws Exception {
    assertTrue(run(folder).output().contains("started in " + project.resolve("data")));
    assertTrue(
        run(folder, "SLIPWAY_DATA=here").output().contains("started in " + folder.resolve("here")));
    assertTrue(run(folder, "SLIPWAY_DATA=/srv/x").output().contains("started in /srv/x"));
  }

  @Test
  void anUnknownOptionIsRefusedBeforeAnythingIsBuilt() throws Exception {
    Process process =
        new ProcessBuilder(project.resolve("run").toString(), "--fast")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(1, process.waitFor());
    assertTrue(output.contains("unknown option \"--fast\""), output);
    assertFalse(Files.exists(project.resolve("builds")));
  }

  private int builds() throws IOException {
    return Files.readAllLines(project.resolve("builds")).size();
  }

  private Finished run(Path from, String... environment) throws Exception {
    return start(from, environment).await();
  }

  private Running start(Path from, String... environment) throws IOException {
    Path output = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(project.resolve("run").toString())
            .directory(from.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
    builder.environment().put("JAVA_HOME", jdk.toString());
    for (String variable : environment) {
      int equals = variable.indexOf('=');
      builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return new Running(builder.start(), output);
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", List.of(lines)) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Running(Process process, Path file) {

    String output() throws IOException {
      return Files.readString(file);
    }

    Finished await() throws Exception {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("run doesn't end: " + output());
      }
      return new Finished(process.exitValue(), output());
    }
  }

  private record Finished(int status, String output) {}
}
