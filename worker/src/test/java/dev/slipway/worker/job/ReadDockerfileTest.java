package dev.slipway.worker.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.TestingSourceTree;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReadDockerfileTest {

  private final TestingSourceTree source =
      new TestingSourceTree()
          .file("Dockerfile", "FROM scratch")
          .file("app/Dockerfile.dev", "FROM busybox")
          .file("large/Dockerfile", "#".repeat(2 * 1024 * 1024))
          .symlink("linked/Dockerfile", "/etc/passwd")
          .symlink("elsewhere", "app");

  @Test
  void readsTheFileThatTheRuleNames() throws Exception {
    SourceDockerfile root = ReadDockerfile.read(source, "/", null);
    assertEquals("Dockerfile", root.path());
    assertEquals("", root.contextPath());

    SourceDockerfile dev = ReadDockerfile.read(source, "/app/Dockerfile.dev", null);
    assertEquals("app", dev.contextPath());
    assertEquals("FROM busybox", new String(dev.content(), "UTF-8"));

    assertEquals("", ReadDockerfile.read(source, "/app/Dockerfile.dev", "/").contextPath());
  }

  @Test
  void refusesPathsOutOfTheRepository() {
    for (String path : List.of("../../etc/passwd", "/app/../../x", "a/..")) {
      String reason = refusal(path, null);
      assertTrue(reason.contains("\"..\" is not allowed"), reason);
    }
    assertTrue(refusal("/", "../").contains("\"..\" is not allowed"));
  }

  @Test
  void refusesSymbolicLinksAndWhatLiesBelowThem() {
    String link = refusal("/linked/", null);
    assertTrue(link.contains("/linked/Dockerfile is a symbolic link"), link);
    assertFalse(link.contains("passwd"), link);
    String below = refusal("/elsewhere/Dockerfile.dev", null);
    assertTrue(below.contains("below the symbolic link /elsewhere"), below);
    assertTrue(refusal("/Dockerfile", "/elsewhere").contains("build context /elsewhere"));
  }

  @Test
  void saysWhatIsThereInstead() {
    assertEquals(
        "There is no Dockerfile /nope/Dockerfile at commit 0123456. Found instead: /Dockerfile,"
            + " /app/Dockerfile.dev, /large/Dockerfile.",
        refusal("/nope/", null));
    assertTrue(refusal("/app", null).contains("end the rule's Dockerfile location with \"/\""));
    assertTrue(refusal("/Dockerfile", "/nope").contains("no build context /nope"));
    assertTrue(refusal("/large/", null).contains("larger than 1024 KiB"));
  }

  private String refusal(String dockerfile, @Nullable String context) {
    return assertThrows(
            BuildFailedException.class, () -> ReadDockerfile.read(source, dockerfile, context))
        .getMessage();
  }

  @Test
  void findsNoDockerfileInARepositoryWithout() throws IOException {
    assertEquals(List.of(), NearbyDockerfiles.find(new TestingSourceTree().file("a", "a")));
  }
}
