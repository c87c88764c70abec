package dev.slipway.worker.engine.buildah;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.engine.TestingBuild;
import dev.slipway.worker.engine.process.ProgramVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuildahFeaturesTest {

  private static final ProgramVersion DEBIAN = new ProgramVersion(1, 28);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY --link a /a | --link | 1.41",
        "COPY --parents a /a | --parents | 1.38",
        "COPY --exclude=b a /a | --exclude | 1.38",
        "RUN --network=none true | RUN --network | 1.30",
        "RUN --mount=type=secret,id=a,env=A true | a secret mount with env= | 1.43"
      })
  void saysWhichVersionAFeatureNeeds(String line, String feature, String version) throws Exception {
    var plan = TestingBuild.plan("FROM busybox", line, "RUN true");
    String[] numbers = version.split("\\.");
    var needed = new ProgramVersion(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));

    String missing = BuildahFeatures.missing(plan, DEBIAN).orElseThrow();

    String expected = "uses " + feature + ", which needs buildah " + version + " or newer";
    assertTrue(missing.contains(expected), missing);
    assertTrue(missing.startsWith("Dockerfile:2"), missing);
    assertEquals(Optional.empty(), BuildahFeatures.missing(plan, needed));
  }

  @Test
  void whatNoVersionDoesIsRefusedByAll() throws Exception {
    var plan = TestingBuild.plan("FROM busybox", "RUN --security=insecure true");

    String missing = BuildahFeatures.missing(plan, new ProgramVersion(9, 9)).orElseThrow();

    assertTrue(missing.contains("RUN --security, which buildah can't do here"), missing);
  }

  @Test
  void warnsOfHolesThatAVersionMayHave() {
    List<String> old = KnownVulnerabilities.of(DEBIAN, new ProgramVersion(1, 1), "/usr/sbin/runc");

    assertTrue(old.get(0).startsWith("buildah 1.28 may have CVE-2024-1753"), old.get(0));
    assertTrue(old.stream().anyMatch(line -> line.startsWith("runc 1.1 may have")));
    assertEquals(
        List.of(),
        KnownVulnerabilities.of(new ProgramVersion(1, 43), new ProgramVersion(1, 4), "runc"));
    assertEquals(
        List.of(),
        KnownVulnerabilities.of(new ProgramVersion(1, 43), new ProgramVersion(1, 0), "crun"));
  }
}
