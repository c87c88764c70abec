package dev.slipway.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileLocationTest {

  @ParameterizedTest
  @CsvSource({
    "/,, Dockerfile, ''",
    "'',, Dockerfile, ''",
    "Dockerfile,, Dockerfile, ''",
    "/8.5/jre8/,, 8.5/jre8/Dockerfile, 8.5/jre8",
    "/8.5/jre8/Dockerfile,, 8.5/jre8/Dockerfile, 8.5/jre8",
    "docker/prod.Dockerfile,'', docker/prod.Dockerfile, docker",
    "/docker/,/, docker/Dockerfile, ''",
    "./a//b/,/x/./y/, a/b/Dockerfile, x/y",
    "...,/..., ..., ..."
  })
  void pathsAreNormal(
      String dockerfile, @Nullable String context, String expectedFile, String expectedContext) {
    DockerfileLocation location = DockerfileLocation.parse(dockerfile, context);

    assertEquals(new DockerfileLocation(expectedFile, expectedContext), location);
  }

  @ParameterizedTest
  @CsvSource({"../../etc/passwd, 1", "/a/../b, 4", "a/.., 3", "..\\x, 3", "a\\b, 2"})
  void aPathThatCouldLeaveTheRepositoryIsRefused(String path, int position) {
    RuleSyntaxException file =
        assertThrows(RuleSyntaxException.class, () -> DockerfileLocation.parse(path, null));
    RuleSyntaxException context =
        assertThrows(RuleSyntaxException.class, () -> DockerfileLocation.parse("/", path));

    assertEquals("dockerfile", file.field());
    assertEquals("context", context.field());
    assertEquals(position, file.position());
    assertEquals(position, context.position());
  }

  @Test
  void controlCharactersAndEndlessPathsAreRefused() {
    assertThrows(RuleSyntaxException.class, () -> DockerfileLocation.parse("a\0b", null));
    assertThrows(RuleSyntaxException.class, () -> DockerfileLocation.parse("a\nb", null));
    assertThrows(
        RuleSyntaxException.class, () -> DockerfileLocation.parse("a".repeat(1_001), null));
  }
}
