package dev.slipway.core.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://GitHub.com/a/b.git, https://github.com/a/b.git, https://github.com:443",
    "http://host:8080/a, http://host:8080/a, http://host:8080",
    "ssh://git@host/a/b, ssh://git@host/a/b, ssh://host:22",
    "git@Host:a/b.git, git@host:a/b.git, ssh://host:22",
    "git@host:~/b.git, git@host:~/b.git, ssh://host:22",
    "host:a, host:a, ssh://host:22",
    "https://[::1]:8443/x, https://[::1]:8443/x, https://[::1]:8443",
    "https://host:443/x, https://host/x, https://host:443"
  })
  void urlsAreReadAndWritten(String text, String written, String origin) {
    GitUrl url = GitUrl.parse(text);

    assertEquals(written, url.toString());
    assertEquals(origin, url.origin());
    assertEquals(url, GitUrl.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "../repo",
        "file:///etc",
        "ext::sh -c id",
        "git://host/x",
        "https://user:secret@host/x",
        "https://token@host/x",
        "ssh://git:secret@host/x",
        "https://host",
        "https://host/",
        "https://host/x?y",
        "https://host/x#y",
        "https:///x",
        "https://ho st/x",
        "-oProxyCommand=x:y",
        "git@-host:x",
        "git@host:-x",
        "host:/x",
        "host:a b",
        "host:a\0b",
        "ssh://-x@host/y",
        "ssh:x://y"
      })
  void anythingElseIsRefused(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> GitUrl.parse(text));

    assertFalse(String.valueOf(e.getMessage()).contains("secret"));
  }

  @Test
  void anEndlessUrlIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> GitUrl.parse("https://h/" + "/".repeat(5_000) + "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/a/b, git@github.com:a/b.git, true",
    "https://github.com/a/b.git, http://github.com/a/b/, true",
    "https://user.example/a/b, https://other.example/a/b, false",
    "https://github.com/a/b, https://github.com/a/c, false",
    "https://github.com/a/b, https://github.com/A/b, false",
    "https://host:8443/a, https://host/a, false",
    "https://host:8443/a, ssh://git@host:7999/a, true"
  })
  void urlsOfOneRepositoryAreKnownAsSuch(String one, String other, boolean same) {
    assertEquals(same, GitUrl.parse(one).isSameRepositoryAs(GitUrl.parse(other)));
    assertEquals(same, GitUrl.parse(other).isSameRepositoryAs(GitUrl.parse(one)));
  }

  @Test
  void anScpLikePathStartsInTheUsersHome() {
    GitUrl relative = GitUrl.parse("git@host:team/app.git");
    GitUrl absolute = GitUrl.parse("ssh://git@host/team/app.git");

    assertTrue(relative.relative());
    assertFalse(absolute.relative());
    assertTrue(relative.isSameRepositoryAs(absolute));
  }

  @Test
  void someHostsHaveNoCaseInPaths() {
    GitUrl lower = GitUrl.parse("https://github.com/acme/rocket");
    GitUrl upper = GitUrl.parse("git@github.com:Acme/Rocket.git");

    assertTrue(lower.isSameRepositoryIgnoringCase(upper));
    assertFalse(lower.isSameRepositoryIgnoringCase(GitUrl.parse("https://x.com/acme/rocket")));
  }

  @Test
  void noTextBreaksTheParser() {
    Random random = new Random(5);
    String[] pieces = {
      "https", "ssh", ":", "//", "/", "@", "host", "a", "-", "[", "]", "%", "\0", "é"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int count = random.nextInt(9); count > 0; count--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        GitUrl url = GitUrl.parse(text.toString());
        assertFalse(url.path().isEmpty());
        assertFalse(url.host().startsWith("-"));
      } catch (IllegalArgumentException e) {
        assertFalse(String.valueOf(e.getMessage()).isEmpty());
      }
    }
  }
}
