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

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/repositories/a/b, VISITOR",
    "HEAD, /api/v1/repositories/a/b, VISITOR",
    "GET, /api/v1/repositories/a/b/builds, VISITOR",
    "GET, /api/v1/builds/1, VISITOR",
    "GET, /repositories/a/b, VISITOR",
    "GET, /repositories/a/b/builds/1, VISITOR",
    "POST, /api/v1/repositories/a/b/builds, USER",
    "PUT, /api/v1/repositories/a/b, USER",
    "DELETE, /api/v1/repositories/a/b, USER",
    "PATCH, /api/v1/repositories/a/b, USER",
    "get, /api/v1/repositories/a/b, USER",
    "GET, /api/v1/repositories, USER",
    "GET, /api/v1/repositories/, USER",
    "GET, /api/v1/repositories/a, USER",
    "GET, /api/v1/repositories/a/b/, USER",
    "GET, /api/v1/repositories//b, USER",
    "GET, /api/v1/repositories/a/b/rules, USER",
    "GET, /api/v1/repositories/a/b/deliveries, USER",
    "GET, /api/v1/repositories/a/b/builds/1, USER",
    "GET, /api/v1/builds/1/log, USER",
    "GET, /api/v1/builds/1/log/stream, USER",
    "GET, /api/v1/users/a, USER",
    "GET, /repositories/new, USER",
    "GET, /x/repositories/a/b, USER",
    "GET, /hooks/github/1, NOBODY",
    "GET, /internal/v1/builds/1, WORKER",
    "GET, /api/v1/repositories/a;x/b, DENIED"
  })
  void visitorsReadWhatCanBePublicAndNothingElse(
      String method, String path, Requirement requirement) {
    assertEquals(requirement, PathRules.requirement(method, path));
  }
}
