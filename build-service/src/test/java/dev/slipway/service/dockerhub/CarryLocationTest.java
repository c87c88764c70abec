package dev.slipway.service.dockerhub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.rule.DockerfileLocation;
import dev.slipway.service.dockerhub.Autobuild.Location;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarryLocationTest {

  @ParameterizedTest
  @CsvSource({
    // the newer form: Dockerfile, build context; what the worker will read and send; noted or not
    "Dockerfile, /, Dockerfile, '', false",
    "'', '', Dockerfile, '', false",
    "/, '', Dockerfile, '', false",
    "/, /, Dockerfile, '', false",
    "docker/Dockerfile, '', docker/Dockerfile, docker, false",
    "Dockerfile, /app/, app/Dockerfile, app, true",
    "Dockerfile, app, app/Dockerfile, app, true",
    "build/Dockerfile.x, /app/, app/build/Dockerfile.x, app, true",
    "app/Dockerfile, /app, app/Dockerfile, app, false",
    "/docker/Dockerfile, /app/, docker/Dockerfile, app, false",
    "docker/Dockerfile, /, docker/Dockerfile, '', false",
    "application/Dockerfile, /app, app/application/Dockerfile, app, true"
  })
  void theNewerFormLooksBelowTheContext(
      String dockerfile, String context, String file, String folder, boolean noted) {
    check(new Location(dockerfile, context, false), file, folder, noted);
  }

  @ParameterizedTest
  @CsvSource({
    "/, Dockerfile, '', false",
    "'', Dockerfile, '', false",
    "/8.5/jre8, 8.5/jre8/Dockerfile, 8.5/jre8, true",
    "/docker/, docker/Dockerfile, docker, false",
    "/docker/Dockerfile, docker/Dockerfile, docker, false",
    "dockerfile-dev, dockerfile-dev, '', false",
    "/images/app.docker, images/app.docker, images, false"
  })
  void theOldFormNamesAFolderOrAFile(String location, String file, String folder, boolean noted) {
    check(new Location(location, "", true), file, folder, noted);
  }

  private static void check(Location location, String file, String folder, boolean noted) {
    CarryLocation carried = CarryLocation.of(location);

    assertEquals(
        new DockerfileLocation(file, folder),
        DockerfileLocation.parse(carried.dockerfile(), carried.context()));
    assertEquals(noted, !carried.changes().isEmpty(), () -> carried.changes().toString());
  }
}
