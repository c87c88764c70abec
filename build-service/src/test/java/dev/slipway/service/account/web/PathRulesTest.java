package dev.slipway.service.account.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.service.account.web.PathRules.Requirement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRulesTest {

  @ParameterizedTest
  @CsvSource({
    "/, USER",
    "/repositories/new, USER",
    "/api/v1/repositories, USER",
    "/q/metrics, USER",
    "/q/openapi, USER",
    "/q/healthy, USER",
    "/what-nobody-thought-of, USER",
    "/hooksx, USER",
    "/v2x/secret, USER",
    "/sign-in-somehow, USER",
    "/sign-out, USER",
    "/internal, WORKER",
    "/internal/v1/builds/1/claim, WORKER",
    "/hooks/github/1, NOBODY",
    "/badges/a/b.svg, NOBODY",
    "/q/health, NOBODY",
    "/q/health/ready, NOBODY",
    "/v2, NOBODY",
    "/v2/a/b/manifests/latest, NOBODY",
    "/sign-in, NOBODY",
    "/sign-in/token, NOBODY",
    "/assets/slipway.css, NOBODY",
    "/hooks/;/api, DENIED",
    "/sign-in;x=1/../api/v1/repositories, DENIED",
    "'', DENIED"
  })
  void whatIsNotNamedNeedsAUser(String path, Requirement requirement) {
    assertEquals(requirement, PathRules.requirement(path));
  }
}
