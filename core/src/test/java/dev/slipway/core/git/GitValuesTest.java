package dev.slipway.core.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitValuesTest {

  @ParameterizedTest
  @ValueSource(ints = {40, 64})
  void aCommitHas40Or64Digits(int length) {
    CommitSha sha = new CommitSha("a".repeat(length));

    assertEquals("aaaaaaa", sha.abbreviated());
    assertEquals("a".repeat(length), sha.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "HEAD", "--upload-pack=x"})
  void otherTextsAreNoCommits(String text) {
    assertThrows(IllegalArgumentException.class, () -> new CommitSha(text));
    assertThrows(IllegalArgumentException.class, () -> new CommitSha("A".repeat(40)));
    assertThrows(IllegalArgumentException.class, () -> new CommitSha("a".repeat(41)));
  }

  @Test
  void zerosSayThatThereIsNoCommit() {
    assertTrue(CommitSha.isZero("0".repeat(40)));
    assertFalse(CommitSha.isZero("0".repeat(39) + "1"));
    assertFalse(CommitSha.isZero(""));
  }

  @ParameterizedTest
  @EnumSource(RefType.class)
  void typesOfRefsAreReadInAnyCase(RefType type) {
    assertEquals(type, RefType.parse(type.wireName()));
    assertEquals(type, RefType.parse(type.name()));
  }

  @ParameterizedTest
  @EnumSource(GitProvider.class)
  void providersAreReadAsTheyAreWritten(GitProvider provider) {
    assertEquals(provider, GitProvider.parse(provider.wireName()));
  }

  @Test
  void unknownWordsAreRefusedWithThoseAllowed() {
    IllegalArgumentException type =
        assertThrows(IllegalArgumentException.class, () -> RefType.parse("note"));
    IllegalArgumentException provider =
        assertThrows(IllegalArgumentException.class, () -> GitProvider.parse("gitlab"));

    assertTrue(String.valueOf(type.getMessage()).contains("\"branch\""));
    assertTrue(String.valueOf(provider.getMessage()).contains("\"bitbucket-server\""));
  }
}
