package dev.slipway.core.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"main", "feature/login", "v1.2-rc", "größe", "a@b", "$(x)", "a;b", "x'y"})
  void namesOfGitAreTaken(String name) {
    RefName ref = RefName.branch(name);

    assertEquals(Optional.of(ref), RefName.fromFullName(ref.fullName()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-x", "--upload-pack=x", "@", "a@{b", "a..b", "a.", "a b", "a\nb", "a\0b", "a~b", "a^b",
        "a:b", "a?b", "a*b", "a[b", "a\\b", "/a", "a/", "a//b", ".a", "a/.b", "a.lock", "a.lock/b",
        "\ud800x"
      })
  void namesThatGitForbidsAreRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> RefName.tag(name));
  }

  @Test
  void aMessageShowsNoControlCharacterAndNoEndlessName() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> RefName.branch("a\u001b[31m" + "x".repeat(2_000)));

    String message = String.valueOf(e.getMessage());
    assertTrue(message.length() < 200, message);
    assertTrue(message.chars().noneMatch(Character::isISOControl), message);
  }

  @Test
  void refsOutsideOfBranchesAndTagsAreNone() {
    assertEquals(Optional.empty(), RefName.fromFullName("refs/pull/1/head"));
    assertEquals(Optional.empty(), RefName.fromFullName("main"));
  }
}
