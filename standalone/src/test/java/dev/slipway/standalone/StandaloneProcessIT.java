package dev.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program from the outside. */
class StandaloneProcessIT {

  private static final Pattern DIGEST = Pattern.compile("digest +(sha256:[0-9a-f]{64})");
  private static final String MANIFEST = "/v2/demo/hello/manifests/latest";
  private static final String BUILDS = "/api/v1/repositories/demo/hello/builds";
  private static final int SIGTERM_STATUS = 143;

  @TempDir private Path folder;

  @Test
  void theDemoMakesAnImageThatOutlivesStopAndKill() throws Exception {
    // when the demo runs once
    Path data = folder.resolve("data");
    SlipwayProcess demo = SlipwayProcess.start(data, "--demo", "--once");
    int status = demo.awaitExit();

    // then it ends well, with the image's digest
    assertEquals(0, status, demo::output);
    assertTrue(demo.output().strip().endsWith("Slipway stopped."), demo::output);
    String digest = digest(demo.output());

    // and the image is there after a restart, for anybody, though only the restarted one is asked
    SlipwayProcess restarted = SlipwayProcess.start(data).awaitReady();
    assertFalse(restarted.output().contains("/sign-in/"), "only the first start makes a link");
    assertEquals(digest, digestHeader(restarted));
    assertTrue(restarted.get(BUILDS).body().contains(digest));

    // and after a kill, of which PostgreSQL notices nothing until the next start
    restarted.kill();
    try (SlipwayProcess recovered = SlipwayProcess.start(data).awaitReady()) {
      assertEquals(digest, digestHeader(recovered));
      assertTrue(recovered.get(BUILDS).body().contains(digest));
    }

    // and the next demo goes on with the same repository, to another image
    SlipwayProcess again = SlipwayProcess.start(data, "--demo", "--once");
    assertEquals(0, again.awaitExit(), again::output);
    assertTrue(again.output().contains("of an earlier demo"), again::output);
    assertFalse(again.output().contains(digest), again::output);
  }

  @Test
  void aSecondStartOnTheSameFolderSaysWhoHoldsItAndTouchesNothing() throws Exception {
    Path data = folder.resolve("data");
    try (SlipwayProcess first = SlipwayProcess.start(data).awaitReady()) {
      SlipwayProcess second = SlipwayProcess.start(data);

      assertEquals(1, second.awaitExit());
      assertEquals(1, second.output().strip().lines().count(), second::output);
      assertTrue(second.output().contains("in use by another Slipway"), second::output);
      assertTrue(second.output().contains("process " + first.pid()), second::output);
      assertEquals(200, first.get("/q/health/ready").statusCode());
    }
  }

  @Test
  void aPortInUseIsToldInOneLineBeforeAnythingIsStarted() throws Exception {
    try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Path data = folder.resolve("data");
      SlipwayProcess refused = SlipwayProcess.start(data, somebody.getLocalPort(), Map.of());

      assertEquals(1, refused.awaitExit());
      assertEquals(1, refused.output().strip().lines().count(), refused::output);
      assertTrue(refused.output().contains("SLIPWAY_PORT"), refused::output);
      assertFalse(Files.exists(data.resolve("postgres")));
    }
  }

  @Test
  void aWrongConfigurationIsToldWithoutAStackTrace() throws Exception {
    SlipwayProcess refused =
        SlipwayProcess.start(
            folder.resolve("data"),
            SlipwayProcess.freePort(),
            Map.of("SLIPWAY_SECRET_KEY", "too short", "SLIPWAY_ENGINE", "magic"));

    assertEquals(1, refused.awaitExit());
    assertTrue(refused.output().contains("2 errors"), refused::output);
    assertFalse(refused.output().contains("\tat "), refused::output);
  }

  @Test
  void sigtermStopsItCleanlyAndQuietly() throws Exception {
    Path data = folder.resolve("data");
    SlipwayProcess slipway = SlipwayProcess.start(data).awaitReady();
    assertTrue(slipway.output().contains("/sign-in/"), slipway::output);

    slipway.terminate();

    assertEquals(SIGTERM_STATUS, slipway.awaitExit());
    assertTrue(slipway.output().strip().endsWith("Slipway stopped."), slipway::output);
    assertFalse(slipway.output().contains("ERROR"), slipway::output);
    assertFalse(Files.exists(data.resolve("postgres/data/postmaster.pid")));
  }

  @Test
  void noSecretOfTheInstallationIsPrinted() throws Exception {
    Path data = folder.resolve("data");
    SlipwayProcess demo = SlipwayProcess.start(data, "--demo", "--once");
    demo.awaitExit();

    for (String key : new String[] {"secret.key", "registry.key", "postgres.key"}) {
      assertFalse(demo.output().contains(Files.readString(data.resolve(key)).strip()), key);
    }
    assertFalse(demo.output().contains(SlipwayProcess.ADMIN_TOKEN));
  }

  private static String digest(String output) {
    Matcher matcher = DIGEST.matcher(output);
    assertTrue(matcher.find(), output);
    return matcher.group(1);
  }

  private static String digestHeader(SlipwayProcess slipway) throws Exception {
    return slipway
        .get(MANIFEST, "Accept", "application/vnd.oci.image.manifest.v1+json")
        .headers()
        .firstValue("Docker-Content-Digest")
        .orElse("(none)");
  }
}
