package dev.slipway.worker.engine.nativeimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.ImageReading;
import dev.slipway.worker.engine.TestingBaseImages;
import dev.slipway.worker.engine.TestingBuild;
import dev.slipway.worker.engine.TestingSourceTree;
import dev.slipway.worker.engine.TestingTar;
import dev.slipway.worker.engine.layer.LayerCache;
import dev.slipway.worker.engine.remote.Remotes;
import dev.slipway.worker.publish.Platform;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** COPY and ADD: points 16 to 26 of what implementations get wrong. */
class NativeCopyTest {

  private static final Platform AMD64 = Platform.parse("linux/amd64");

  @TempDir Path folder;

  private final TestingBaseImages bases =
      new TestingBaseImages()
          .add(
              "base",
              "{}",
              new TestingTar()
                  .directory("etc")
                  .file("etc/passwd", "root:x:0:0::/:\napp:x:1000:1001::/:\n")
                  .file("etc/group", "root:x:0:\nstaff:x:50:\n")
                  .directory("tmp", 01777, 0, 0)
                  .directory("home/app", 0700, 1000, 1001)
                  .directory("usr/lib")
                  .symlink("lib", "usr/lib")
                  .symlink("current", "/releases/1")
                  .symlink("config", "/etc/app.conf")
                  .file("bin/su", 04755, 0, 0, "su")
                  .hardLink("bin/su2", "bin/su"));

  private final TestingSourceTree files =
      new TestingSourceTree()
          .file("a.txt", "A")
          .file("b.txt", "B")
          .executable("dir/run", "#!")
          .file("dir/sub/deep.txt", "deep")
          .symlink("dir/link", "sub/deep.txt")
          .symlink("linked", "dir/sub")
          .symlink("outside", "../secret")
          .symlink("absolute", "/etc/passwd")
          .symlink("loop", "loop");

  private TestingBuild build() {
    return new TestingBuild(
            new NativeEngine(bases, new LayerCache(folder.resolve("layers"))), folder)
        .with(files);
  }

  private String failure(String... dockerfile) {
    return String.valueOf(
        assertThrows(BuildFailedException.class, () -> build().build(dockerfile)).getMessage());
  }

  @Test
  void aDirectoryGivesItsContentsAndNestedSymlinksStay() throws Exception {
    ImageReading image = build().build("FROM scratch", "COPY dir /x");

    assertEquals("755 0:0/", image.files().get("x"));
    assertEquals("755 0:0 #!", image.files().get("x/run"));
    assertEquals("644 0:0 deep", image.files().get("x/sub/deep.txt"));
    assertEquals("-> sub/deep.txt", image.files().get("x/link"));
  }

  @Test
  void aNamedSymlinkIsFollowed() throws Exception {
    ImageReading image = build().build("FROM scratch", "COPY linked /x/", "COPY dir/link /y");

    assertEquals("644 0:0 deep", image.files().get("x/deep.txt"));
    assertEquals("644 0:0 deep", image.files().get("y"));
  }

  @Test
  void aSymlinkOutOfTheContextIsRefused() {
    for (String source : new String[] {"outside", "absolute"}) {
      String message = failure("FROM scratch", "COPY " + source + " /x");

      assertTrue(message.startsWith("Dockerfile:2"), message);
      assertTrue(message.contains("\"" + source + "\" is a symlink that leads out"), message);
    }
    assertTrue(failure("FROM scratch", "COPY loop /x").contains("leads in circles"));
  }

  @Test
  void aContextBelowTheRootIsNotLeftEither() {
    TestingBuild build = build().context("dir");
    files.symlink("dir/up", "../a.txt");

    String message =
        String.valueOf(
            assertThrows(
                    BuildFailedException.class, () -> build.build("FROM scratch", "COPY up /x"))
                .getMessage());

    assertTrue(message.contains("leads out of the build context"), message);
  }

  @Test
  void dotsInASourceCannotClimb() throws Exception {
    ImageReading image = build().context("dir").build("FROM scratch", "COPY ../../run /x");

    assertEquals("755 0:0 #!", image.files().get("x"));
  }

  @Test
  void globsMatchPerSegment() throws Exception {
    ImageReading image = build().build("FROM scratch", "COPY *.txt /x/", "COPY d?r/s*/*.txt /y/");

    assertEquals("644 0:0 A", image.files().get("x/a.txt"));
    assertEquals("644 0:0 B", image.files().get("x/b.txt"));
    assertEquals("644 0:0 deep", image.files().get("y/deep.txt"));
    assertNull(image.files().get("x/deep.txt"));
  }

  @Test
  void aGlobMayMatchNothing() throws Exception {
    TestingBuild build = build();

    ImageReading image = build.build("FROM scratch", "COPY a.txt *.nothing /x/");

    assertEquals("644 0:0 A", image.files().get("x/a.txt"));
    assertTrue(
        build.log().stream().anyMatch(line -> line.contains("\"*.nothing\" matches nothing")));
  }

  @Test
  void ofSeveralSourcesToOneFileTheLastWinsWithAWarning() throws Exception {
    TestingBuild build = build();

    ImageReading image = build.build("FROM scratch", "COPY a.txt b.txt /x");

    assertEquals("644 0:0 B", image.files().get("x"));
    assertTrue(
        build.log().stream().anyMatch(line -> line.contains("end the destination with a slash")));
  }

  @Test
  void aMissingSourceHasASuggestionAndAnExcerpt() {
    TestingBuild build = build();

    String message =
        String.valueOf(
            assertThrows(
                    BuildFailedException.class,
                    () -> build.build("FROM scratch", "ENV A=b", "COPY a.text /x"))
                .getMessage());

    assertEquals(
        "Dockerfile:3: \"a.text\" is not in the build context; did you mean \"a.txt\"?", message);
    assertTrue(build.log().stream().anyMatch(line -> line.contains(">>> COPY a.text /x")));
  }

  @Test
  void whatDockerignoreExcludesIsNotThereAndSaidSo() throws Exception {
    files.file(".dockerignore", "dir\n!dir/sub\nb.txt\n");

    ImageReading image = build().build("FROM scratch", "COPY . /x");

    assertEquals("644 0:0 deep", image.files().get("x/dir/sub/deep.txt"));
    assertNull(image.files().get("x/dir/run"));
    assertNull(image.files().get("x/b.txt"));
    assertTrue(failure("FROM scratch", "COPY b.txt /x").contains(".dockerignore excludes it"));
  }

  @Test
  void theDockerfilesOwnIgnoreFileWins() throws Exception {
    files.file(".dockerignore", "a.txt\n").file("Dockerfile.dockerignore", "b.txt\n");

    ImageReading image = build().build("FROM scratch", "COPY *.txt /x/");

    assertEquals("644 0:0 A", image.files().get("x/a.txt"));
    assertNull(image.files().get("x/b.txt"));
  }

  @Test
  void aSubmoduleThatIsNotFetchedIsAnEmptyFolder() throws Exception {
    files.submodule("dir/vendor");
    TestingBuild build = build();

    ImageReading image = build.build("FROM scratch", "COPY dir /x");

    assertEquals("755 0:0/", image.files().get("x/vendor"));
    assertTrue(failure("FROM scratch", "COPY dir/vendor/lib /x").contains("switch submodules on"));
  }

  @Test
  void existingDirectoriesKeepModeAndOwner() throws Exception {
    ImageReading image =
        build().build("FROM base", "COPY a.txt /tmp/", "COPY dir /home/app", "COPY a.txt /tmp/n/");

    assertEquals("1777 0:0/", image.files().get("tmp"));
    assertEquals("700 1000:1001/", image.files().get("home/app"));
    assertEquals("755 0:0/", image.files().get("tmp/n"));
  }

  @Test
  void anExistingDirectoryTakesTheFileInside() throws Exception {
    ImageReading image = build().build("FROM base", "COPY a.txt /home/app");

    assertEquals("644 0:0 A", image.files().get("home/app/a.txt"));
  }

  @Test
  void aSymlinkInTheDestinationResolvesInsideTheImage() throws Exception {
    ImageReading image =
        build()
            .build("FROM base", "COPY a.txt /lib/", "COPY a.txt /current/", "COPY b.txt /config");

    assertEquals("-> usr/lib", image.files().get("lib"));
    assertEquals("644 0:0 A", image.files().get("usr/lib/a.txt"));
    assertEquals("644 0:0 A", image.files().get("releases/1/a.txt"));
    assertEquals("644 0:0 B", image.files().get("etc/app.conf"));
    assertEquals("-> /etc/app.conf", image.files().get("config"));
  }

  @Test
  void aDirectoryDoesNotReplaceAFileOrSymlink() {
    files.file("root/lib/x", "x").file("root2/bin/su/x", "x").file("root3/tmp", "x");

    assertTrue(failure("FROM base", "COPY root /").contains("/lib is a symlink to usr/lib"));
    assertTrue(failure("FROM base", "COPY root2 /").contains("/bin/su is a file"));
    assertTrue(failure("FROM base", "COPY root3 /").contains("/tmp is a directory"));
    assertTrue(failure("FROM base", "COPY a.txt /bin/su/").contains("where a directory is needed"));
  }

  @Test
  void chownTakesNumbersAndNamesOfTheImage() throws Exception {
    ImageReading image =
        build()
            .build(
                "FROM base",
                "COPY --chown=app a.txt /1/f",
                "COPY --chown=app:staff a.txt /2",
                "COPY --chown=7 a.txt /3",
                "COPY --chown=7:9 a.txt /4");

    assertEquals("644 1000:1001 A", image.files().get("1/f"));
    assertEquals("755 1000:1001/", image.files().get("1"));
    assertEquals("644 1000:50 A", image.files().get("2"));
    assertEquals("644 7:7 A", image.files().get("3"));
    assertEquals("644 7:9 A", image.files().get("4"));
    assertTrue(failure("FROM base", "COPY --chown=nobody a.txt /x").contains("no user \"nobody\""));
    assertTrue(failure("FROM scratch", "COPY --chown=app a.txt /x").contains("no user \"app\""));
  }

  @Test
  void chmodAppliesToFilesAndMadeDirectories() throws Exception {
    ImageReading image =
        build()
            .build(
                "FROM scratch",
                "COPY --chmod=0700 a.txt /n/a",
                "COPY --chmod=4755 a.txt /suid",
                "COPY --chmod=u+x,go-r a.txt /symbolic",
                "COPY --chmod=a=rX dir /d");

    assertEquals("700 0:0 A", image.files().get("n/a"));
    assertEquals("700 0:0/", image.files().get("n"));
    assertEquals("4755 0:0 A", image.files().get("suid"));
    assertEquals("700 0:0 A", image.files().get("symbolic"));
    assertEquals("555 0:0 #!", image.files().get("d/run"));
    assertEquals("444 0:0 deep", image.files().get("d/sub/deep.txt"));
  }

  @Test
  void heredocsBecomeFiles() throws Exception {
    ImageReading image =
        build()
            .build(
                "FROM scratch",
                "ENV WHO=world",
                "COPY <<EOF <<\"RAW\" /x/",
                "hello $WHO",
                "EOF",
                "hello $WHO",
                "RAW");

    assertEquals("644 0:0 hello world\n", image.files().get("x/EOF"));
    assertEquals("644 0:0 hello $WHO\n", image.files().get("x/RAW"));
  }

  @Test
  void copiesFromStagesByNameAndIndexAndFromImages() throws Exception {
    ImageReading image =
        build()
            .build(
                "FROM scratch AS First",
                "COPY --chown=5:6 a.txt /made",
                "FROM scratch",
                "COPY --from=first /made /1",
                "COPY --from=0 /made /2",
                "COPY --from=base /bin/su2 /3",
                "COPY --from=base /etc/passwd /lib /4/");

    assertEquals("644 5:6 A", image.files().get("1"));
    assertEquals("644 5:6 A", image.files().get("2"));
    assertEquals("4755 0:0 su", image.files().get("3"));
    assertTrue(image.files().containsKey("4/passwd"));
    assertTrue(
        failure("FROM scratch", "COPY --from=base /current /x")
            .contains("it is a symlink to /releases/1, which is not there"));
  }

  @Test
  void localArchivesAreKnownByContent() throws Exception {
    TestingTar tar =
        new TestingTar()
            .directory("in", 0750, 3, 4)
            .file("in/file", 0640, 3, 4, "packed")
            .hardLink("in/hard", "in/file")
            .symlink("in/soft", "file");
    files.file("plain.bin", tar.plain()).file("zipped.bin", tar.gzipped());
    files
        .file("fake.tar.gz", "no archive")
        .file("text.gz", TestingTar.gzip("text".getBytes(StandardCharsets.UTF_8)));

    ImageReading image =
        build()
            .build(
                "FROM scratch",
                "ADD plain.bin /p",
                "ADD zipped.bin /z/",
                "ADD fake.tar.gz text.gz /n/",
                "COPY plain.bin /kept");

    for (String at : new String[] {"p", "z"}) {
      assertEquals("750 3:4/", image.files().get(at + "/in"));
      assertEquals("640 3:4 packed", image.files().get(at + "/in/file"));
      assertEquals("640 3:4 packed", image.files().get(at + "/in/hard"));
      assertEquals("-> file", image.files().get(at + "/in/soft"));
    }
    assertEquals("644 0:0 no archive", image.files().get("n/fake.tar.gz"));
    assertTrue(image.files().containsKey("n/text.gz"));
    assertTrue(image.files().containsKey("kept"));
  }

  @Test
  void anArchiveCannotClimbOut() {
    files.file("evil.tar", new TestingTar().file("../../etc/shadow", "x").plain());

    assertTrue(failure("FROM scratch", "ADD evil.tar /x").contains("leads out of it"));
  }

  @Test
  void anArchivesSymlinksLeadNoFurtherThanItsDestination() throws Exception {
    files
        .file("links.tar", new TestingTar().symlink("up", "/etc").file("up/owned", "x").plain())
        .file(
            "inside.tar",
            new TestingTar().directory("etc").symlink("up", "/etc").file("up/owned", "x").plain());

    ImageReading image = build().build("FROM base", "ADD inside.tar /x");

    assertEquals("-> /etc", image.files().get("x/up"));
    assertEquals("644 0:0 x", image.files().get("x/etc/owned"));
    assertFalse(image.files().containsKey("etc/owned"));
    assertTrue(
        failure("FROM base", "ADD links.tar /x")
            .contains("a symlink to what is not there within the destination"));
  }

  @Test
  void anArchiveBeyondTheLimitsIsRefused() {
    files.file(
        "bomb.tar.gz",
        new TestingTar().file("1", "x".repeat(100_000)).file("2", "").file("3", "").gzipped());
    NativeEngine small =
        new NativeEngine(
            bases, new LayerCache(folder), Remotes.none(), new ArchiveLimits(90_000, 100));
    NativeEngine few =
        new NativeEngine(
            bases, new LayerCache(folder), Remotes.none(), new ArchiveLimits(1_000_000, 2));

    assertTrue(failure(small).contains("is larger than 90000 bytes when it is unpacked"));
    assertTrue(failure(few).contains("has more than 2 entries"));
  }

  private String failure(NativeEngine engine) {
    TestingBuild build = new TestingBuild(engine, folder).with(files);
    return String.valueOf(
        assertThrows(
                BuildFailedException.class, () -> build.build("FROM scratch", "ADD bomb.tar.gz /x"))
            .getMessage());
  }

  @Test
  void aDamagedArchiveIsTheRepositorysFault() {
    byte[] whole = new TestingTar().file("1", "x".repeat(10_000)).plain();
    files.file("cut.tar", Arrays.copyOf(whole, 3_000));

    assertTrue(failure("FROM scratch", "ADD cut.tar /x").contains("can't be unpacked"));
  }

  @Test
  void hardLinksStayHardLinksInOneLayer() throws Exception {
    TestingBuild build = build();
    try (BuiltImage image = build.image("FROM scratch", "COPY --from=base /bin /b")) {
      byte[] layer;
      try (var in = image.blobs().get(1).content().open()) {
        layer = new GZIPInputStream(in).readAllBytes();
      }
      try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(layer))) {
        List<String> entries = new ArrayList<>();
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
          entries.add(entry.getName() + (entry.isLink() ? " = " + entry.getLinkName() : ""));
        }
        assertEquals(List.of("b/", "b/su", "b/su2 = b/su"), entries);
      }
    }
  }

  @Test
  void linkedCopiesIgnoreWhatIsThere() throws Exception {
    ImageReading image = build().build("FROM base", "COPY --link a.txt /home/app/");

    assertEquals("755 0:0/", image.files().get("home/app"));
    assertEquals("644 0:0 A", image.files().get("home/app/a.txt"));
  }

  @Test
  void whatItCannotDoIsAnObstacle() throws Exception {
    NativeEngine engine = new NativeEngine(bases, new LayerCache(folder));

    assertEquals(
        "Dockerfile:2: the native engine can't do RUN; install BuildKit or buildah",
        engine.obstacle(TestingBuild.plan("FROM base", "RUN true"), AMD64).orElseThrow());
    for (String copy :
        new String[] {
          "ADD https://example.com/x /x",
          "ADD https://example.com/a/b.git /x",
          "COPY --parents a/b /x",
          "COPY --exclude=*.md . /x",
          "COPY . /x"
        }) {
      assertTrue(engine.obstacle(TestingBuild.plan("FROM base", copy), AMD64).isEmpty(), copy);
    }
    String history = "ADD --keep-git-dir=true https://example.com/a/b.git /x";
    assertEquals(
        "Dockerfile:2: the native engine can't do ADD --keep-git-dir; install BuildKit or buildah",
        engine.obstacle(TestingBuild.plan("FROM base", history), AMD64).orElseThrow());
    assertTrue(
        failure("FROM scratch", "ARG U=https://example.com/x", "ADD $U /x")
            .contains("nothing is fetched here"));
  }
}
