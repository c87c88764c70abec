package dev.slipway.worker.engine.nativeimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.BuiltImage.Blob;
import dev.slipway.worker.engine.ImageReading;
import dev.slipway.worker.engine.TestingBaseImages;
import dev.slipway.worker.engine.TestingBuild;
import dev.slipway.worker.engine.TestingSourceTree;
import dev.slipway.worker.engine.TestingTar;
import dev.slipway.worker.engine.layer.LayerCache;
import dev.slipway.worker.source.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second build takes from the first, and when it must not. */
class StepReuseTest {

  private static final String[] SERVER = {
    "FROM base", "WORKDIR /srv/app", "COPY --chown=app lib lib/", "COPY app.conf ./", "USER app"
  };

  @TempDir Path folder;

  private final TestingBaseImages bases =
      new TestingBaseImages()
          .add(
              "base",
              "{}",
              new TestingTar().file("etc/passwd", "app:x:1000:1001::/:\n").directory("srv"));

  private static TestingSourceTree files() {
    return new TestingSourceTree()
        .file("lib/one", "1")
        .file("lib/deep/two", "2")
        .file("app.conf", "a=b");
  }

  private TestingBuild build(TestingSourceTree files) {
    return new TestingBuild(new NativeEngine(bases, new LayerCache(folder.resolve("c"))), folder)
        .with(files);
  }

  private static List<Digest> layers(BuiltImage image) {
    return image.blobs().stream().skip(1).map(Blob::digest).toList();
  }

  /** Builds twice, with a copy of everything cached in between lost where it isn't equal. */
  private void assertSameAsAnew(TestingSourceTree files, String... dockerfile) throws Exception {
    try (BuiltImage cached = build(files).image(dockerfile);
        BuiltImage anew = build(files).withoutCache().image(dockerfile)) {
      assertEquals(anew.digest(), cached.digest());
    }
  }

  @Test
  void unchangedStepsListNoDirectoryAndReadNoBase() throws Exception {
    build(files()).image(SERVER).close();
    int layersRead = bases.opened();
    TestingSourceTree again = files();
    TestingBuild second = build(again);
    second.image(SERVER).close();

    assertEquals(0, again.listed(), "directories listed");
    assertEquals(0, again.opened(), "files read");
    assertEquals(layersRead, bases.opened(), "base layers read");
    assertEquals(3, second.log().stream().filter(line -> line.endsWith("CACHED")).count());
  }

  @Test
  void aLaterStepThatMissesSeesWhatTheEarlierOnesMade() throws Exception {
    build(files()).image(SERVER).close();
    TestingSourceTree changed = files().file("app.conf", "a=c");
    int layersRead = bases.opened();
    try (BuiltImage built = build(changed).image(SERVER)) {
      assertEquals(layersRead, bases.opened(), "the base's listing is known");
      ImageReading image = ImageReading.of(built);
      assertEquals("644 0:0 a=c", image.files().get("srv/app/app.conf"));
      assertEquals("755 1000:1001/", image.files().get("srv/app/lib"));
    }
    assertSameAsAnew(changed, SERVER);
  }

  @Test
  void layersStayTheSameWhenOtherFilesChange() throws Exception {
    try (BuiltImage first = build(files()).image(SERVER);
        BuiltImage second = build(files().file("app.conf", "a=c")).image(SERVER)) {
      assertEquals(layers(first).subList(0, 3), layers(second).subList(0, 3));
      assertNotEquals(layers(first).get(3), layers(second).get(3));
    }
  }

  @Test
  void aFileInACopiedDirectoryCounts() throws Exception {
    build(files()).image(SERVER).close();
    ImageReading image = build(files().file("lib/deep/two", "3")).build(SERVER);

    assertEquals("644 1000:1001 3", image.files().get("srv/app/lib/deep/two"));
  }

  @Test
  void whatAGlobMatchesCounts() throws Exception {
    String[] dockerfile = {"FROM scratch", "COPY lib/o* /"};
    build(files()).image(dockerfile).close();
    ImageReading image = build(files().file("lib/other", "x")).build(dockerfile);

    assertEquals("644 0:0 x", image.files().get("other"));
  }

  @Test
  void whatAGlobDoesNotMatchDoesNotCount() throws Exception {
    String[] dockerfile = {"FROM scratch", "COPY app* /"};
    build(files()).image(dockerfile).close();
    TestingBuild second = build(files().file("README.md", "changed"));
    second.image(dockerfile).close();

    assertTrue(second.log().contains("#2 CACHED"), second.log()::toString);
  }

  @Test
  void whereAMatchingSymlinkLeadsCounts() throws Exception {
    for (String glob : new String[] {"bin/*", "*/tool*"}) {
      String[] dockerfile = {"FROM scratch", "COPY " + glob + " /"};
      TestingSourceTree files = files().symlink("bin/tool", "../v1/real").file("v1/real", "1");
      build(files).image(dockerfile).close();
      ImageReading image = build(files.file("v1/real", "2")).build(dockerfile);

      assertEquals("644 0:0 2", image.files().get("tool"), glob);
    }
  }

  @Test
  void whatIsIgnoredCounts() throws Exception {
    String[] dockerfile = {"FROM scratch", "COPY lib /"};
    build(files()).image(dockerfile).close();
    ImageReading image = build(files().file(".dockerignore", "lib/one\n")).build(dockerfile);

    assertEquals(null, image.files().get("one"));
    assertEquals("644 0:0 2", image.files().get("deep/two"));
  }

  @Test
  void whereASymlinkLeadsCounts() throws Exception {
    String[] dockerfile = {"FROM scratch", "COPY current/ /"};
    TestingSourceTree files = files().symlink("current", "v1").file("v1/a", "1");
    build(files).image(dockerfile).close();
    ImageReading image = build(files.file("v1/a", "2")).build(dockerfile);

    assertEquals("644 0:0 2", image.files().get("a"));
  }

  @Test
  void theContextsFolderCounts() throws Exception {
    TestingSourceTree files = files().file("a/x", "1").file("b/x", "2");
    String[] dockerfile = {"FROM scratch", "COPY x /"};
    build(files).context("a").image(dockerfile).close();
    ImageReading image = build(files).context("b").build(dockerfile);

    assertEquals("644 0:0 2", image.files().get("x"));
  }

  @Test
  void whatACopiedStageMadeCounts() throws Exception {
    String[] dockerfile = {
      "FROM base AS made", "COPY lib /out/", "FROM scratch", "COPY --from=made /out/deep /deep/"
    };
    build(files()).image(dockerfile).close();
    TestingSourceTree same = files().file("app.conf", "other");
    build(same).image(dockerfile).close();
    ImageReading image = build(files().file("lib/deep/two", "3")).build(dockerfile);

    assertEquals(0, same.listed(), "the stage is not made again");
    assertEquals("644 0:0 3", image.files().get("deep/two"));
  }

  @Test
  void anotherBaseCounts() throws Exception {
    build(files()).image(SERVER).close();
    bases.add(
        "base",
        "{}",
        new TestingTar().file("etc/passwd", "app:x:7:8::/:\n").directory("srv", 0700, 0, 0));
    ImageReading image = build(files()).build(SERVER);

    assertEquals("644 7:8 1", image.files().get("srv/app/lib/one"));
  }

  @Test
  void anErrorIsFoundAgainAtItsPlace() throws Exception {
    String[] dockerfile = {
      "FROM base AS made", "COPY lib /out/", "FROM scratch", "COPY --from=made /out/absent /"
    };
    for (int i = 0; i < 2; i++) {
      BuildFailedException told =
          assertThrows(BuildFailedException.class, () -> build(files()).image(dockerfile));
      assertTrue(told.getMessage().startsWith("Dockerfile:4: "), told.getMessage());
    }
  }

  @Test
  void aWarningIsShownInEveryBuild() throws Exception {
    String[] dockerfile = {"FROM scratch", "COPY none* lib /"};
    build(files()).image(dockerfile).close();
    TestingBuild second = build(files());
    second.image(dockerfile).close();

    assertTrue(
        second.log().toString().contains("\"none*\" matches nothing"), second.log()::toString);
  }

  @Test
  void lostLayersAreMadeAgain() throws Exception {
    TestingSourceTree files = files();
    try (BuiltImage first = build(files).image(SERVER)) {
      deleteLayers();
      try (BuiltImage second = build(files).image(SERVER)) {
        assertEquals(first.digest(), second.digest());
        ImageReading.of(second);
      }
    }
  }

  private void deleteLayers() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("c"), 2)) {
      for (Path entry : all.filter(StepReuseTest::isLayer).toList()) {
        Folders.delete(entry);
      }
    }
  }

  private static boolean isLayer(Path path) {
    return Files.exists(path.resolve("description"));
  }
}
