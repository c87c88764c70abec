package dev.slipway.service.account.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginTest {

  @ParameterizedTest(name = "{0} from {1} {2} to {3}: {4}")
  @CsvSource({
    "GET,  cross-site,  https://evil.example, ci.example,      true",
    "HEAD, ,            https://evil.example, ci.example,      true",
    "POST, same-origin, https://ci.example,   ci.example,      true",
    "POST, none,        ,                     ci.example,      true",
    "POST, cross-site,  https://evil.example, ci.example,      false",
    "POST, same-site,   https://a.ci.example, ci.example,      false",
    "POST, cross-site,  https://ci.example,   ci.example,      false",
    "PUT,  ,            https://ci.example,   ci.example,      true",
    "PUT,  ,            http://ci.example:81, CI.example:81,   true",
    "PUT,  ,            https://evil.example, ci.example,      false",
    "PUT,  ,            https://ci.example:1, ci.example,      false",
    "POST, ,            null,                 ci.example,      false",
    "POST, ,            http://%%,            ci.example,      false",
    "DELETE, ,          ,                     ci.example,      true",
    "DELETE, ,          https://ci.example,   ,                false"
  })
  void changesComeFromOurOwnPagesOnly(
      String method, String fetchSite, String origin, String host, boolean permitted) {
    assertEquals(permitted, SameOrigin.permits(method, fetchSite, origin, host));
  }
}
