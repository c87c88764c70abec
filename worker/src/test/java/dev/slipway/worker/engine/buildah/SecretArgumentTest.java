package dev.slipway.worker.engine.buildah;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretArgumentTest {

  @ParameterizedTest
  @CsvSource({
    "NPM_TOKEN,         true",
    "token,             true",
    "DATABASE_PASSWORD, true",
    "PATH,              false",
    "path,              false",
    "LD_PRELOAD,        false",
    "LD_LIBRARY_PATH,   false",
    "GODEBUG,           false",
    "HTTPS_PROXY,       false",
    "http_proxy,        false",
    "HOME,              false",
    "REGISTRY_AUTH_FILE,false",
    "CONTAINERS_CONF,   false",
    "_BUILDAH_STARTED_IN_USERNS, false",
    "WITH-DASH,         false",
    "A=B,               false"
  })
  void namesThatProgramsReadStayOutOfTheEnvironment(String name, boolean fits) {
    assertEquals(fits, SecretArgument.fitsEnvironment(name));
  }
}
