package dev.slipway.worker.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.slipway.worker.engine.TestingSourceTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ReadmeTest {

  private final TestingSourceTree files = new TestingSourceTree();

  @Test
  void theMarkdownFileComesFirstInAnyCase() throws Exception {
    files.file("README", "plain").file("README.rst", "rst").file("ReadMe.MD", "# Markdown");

    assertEquals("# Markdown", Readme.read(files));
  }

  @Test
  void onlyTheRootCounts() throws Exception {
    files.file("docs/README.md", "docs").file("README.md.bak", "backup");

    assertNull(Readme.read(files));
  }

  @Test
  void symlinksAreNotFollowed() throws Exception {
    files.symlink("README.md", "../../etc/passwd").file("readme", "the file");

    assertEquals("the file", Readme.read(files));
  }

  @Test
  void whatIsNoTextIsReplaced() throws Exception {
    files.file("README.md", new byte[] {'a', (byte) 0xff, 0, 'b'});

    assertEquals("a\uFFFD\uFFFDb", Readme.read(files));
  }

  @Test
  void aLongOneIsCutBetweenCharacters() throws Exception {
    files.file("README.md", "a" + "\u20ac".repeat(20_000));

    String readme = Readme.read(files);

    assertEquals("a" + "\u20ac".repeat(8_333), readme);
    assertEquals(25_000, readme.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void aReplacementThatTakesMoreBytesCountsAsSuch() throws Exception {
    byte[] bytes = new byte[25_000];
    Arrays.fill(bytes, (byte) 0xff);
    files.file("README.md", bytes);

    assertEquals("\uFFFD".repeat(8_333), Readme.read(files));
  }
}
