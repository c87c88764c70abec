package dev.slipway.service.account.web;

import static dev.slipway.service.Api.anonymously;
import static dev.slipway.service.Api.withSession;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.TestStack;
import dev.slipway.service.account.SignInLinks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.http.Cookies;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class SignInTest {

  @Inject SignInLinks links;
  @Inject DataSource database;

  @Test
  void aLinkSignsInOnceHoweverOftenItIsOpened() {
    String link = links.createForAdministrator();
    for (int preview = 0; preview < 3; preview++) {
      anonymously().get(link).then().statusCode(200).body(containsString("method=\"post\""));
    }

    Cookie session = signIn(link);

    withSession(session.getValue()).get("/").then().statusCode(200);
    anonymously().get(link).then().statusCode(410);
    anonymously().post(link).then().statusCode(410).header("Set-Cookie", equalTo(null));
  }

  @Test
  void ofManyThatUseALinkAtOnceOneIsSignedIn() {
    String link = links.createForAdministrator();

    List<Integer> answers =
        IntStream.range(0, 16)
            .parallel()
            .map(i -> anonymously().post(link).statusCode())
            .boxed()
            .toList();

    assertEquals(1, answers.stream().filter(status -> status == 303).count(), answers::toString);
  }

  @Test
  void theCookieIsOutOfScriptsReachAndLastsTwoWeeks() {
    Cookie session = signIn(links.createForAdministrator());

    assertTrue(session.isHttpOnly());
    assertEquals("Lax", session.getSameSite());
    assertEquals("/", session.getPath());
    assertEquals(TimeUnit.DAYS.toSeconds(14), session.getMaxAge());
    assertEquals(43, session.getValue().length());
  }

  @Test
  void anExpiredLinkSignsNobodyIn() throws SQLException {
    String link = links.createForAdministrator();
    execute(
        "update sign_in_link set expires_at = now() - interval '1 second' where used_at is null");

    anonymously().get(link).then().statusCode(410);
    anonymously().post(link).then().statusCode(410);
  }

  @Test
  void aSessionEndsWhenItsTimeIsOver() throws SQLException {
    Cookie session = signIn(links.createForAdministrator());
    execute("update session set expires_at = now() - interval '1 second'");

    withSession(session.getValue()).get("/api/v1/repositories").then().statusCode(401);
  }

  @Test
  void signingOutEndsTheSessionOnTheServer() {
    Cookie session = signIn(links.createForAdministrator());

    withSession(session.getValue())
        .contentType("application/x-www-form-urlencoded")
        .post("/sign-out")
        .then()
        .statusCode(303);

    withSession(session.getValue()).get("/api/v1/repositories").then().statusCode(401);
  }

  @Test
  void noTokenIsStored() throws SQLException {
    String link = links.createForAdministrator();
    Cookie session = signIn(link);

    String stored = everythingIn("session") + everythingIn("sign_in_link");

    assertTrue(stored.length() > 64);
    assertEquals(-1, stored.indexOf(session.getValue()));
    assertEquals(-1, stored.indexOf(hex(session.getValue())));
    assertEquals(-1, stored.indexOf(hex(link.substring(SignInLinks.PATH.length()))));
  }

  @Test
  void anotherSiteCannotActWithABrowsersSession() {
    Cookie session = signIn(links.createForAdministrator());

    withSession(session.getValue())
        .header("Sec-Fetch-Site", "cross-site")
        .header("Origin", "https://evil.example")
        .body("{}")
        .post("/api/v1/repositories")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("detail", containsString("another site"));
    withSession(session.getValue())
        .header("Origin", "https://evil.example")
        .delete("/api/v1/repositories/admin/none")
        .then()
        .statusCode(403);
  }

  @Test
  void anotherSiteCannotSignABrowserIn() {
    String link = links.createForAdministrator();

    anonymously().header("Sec-Fetch-Site", "cross-site").post(link).then().statusCode(403);

    anonymously().header("Sec-Fetch-Site", "same-origin").post(link).then().statusCode(303);
  }

  @Test
  void aBrowserIsToldHowToSignIn() {
    anonymously()
        .accept("text/html,application/xhtml+xml")
        .get("/")
        .then()
        .statusCode(401)
        .contentType("text/html;charset=UTF-8")
        .header("WWW-Authenticate", "Bearer")
        .header(
            "Content-Security-Policy",
            allOf(containsString("default-src 'none'"), not(containsString("unsafe"))))
        .body(containsString("./run --sign-in"));
  }

  @Test
  void aMadeUpLinkIsAnsweredLikeAUsedOne() {
    anonymously().get("/sign-in/AAAA").then().statusCode(410);
    anonymously().post("/sign-in/AAAA").then().statusCode(410);
  }

  private static Cookie signIn(String link) {
    Cookies cookies = anonymously().post(link).then().statusCode(303).extract().detailedCookies();
    return cookies.get("slipway_session");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String everythingIn(String table) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
      while (rows.next()) {
        text.append(rows.getString(1));
      }
    }
    return text.toString();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
