package dev.slipway.worker.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.git.RefName;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.git.SourceException;
import dev.slipway.git.testing.GitHttpServer;
import dev.slipway.git.testing.TestingRepository;
import dev.slipway.worker.engine.TestingSourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubmodulesTest {

  @TempDir Path folder;
  private TestingRepository app;
  private TestingRepository lib;
  private GitHttpServer server;
  private final TestingLog log = new TestingLog();

  @BeforeEach
  void serve() throws IOException {
    app = TestingRepository.create(folder.resolve("served"), "app.git");
    lib = TestingRepository.create(folder.resolve("served"), "lib.git");
    server = GitHttpServer.withBasicAuth(folder.resolve("served"), "ada", "correct-horse");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSubmodulesFilesAreInItsFolder() throws Exception {
    CommitSha commit = lib.commit("Lib", Map.of("a.txt", "A", "deep/b.txt", "B"));
    link(app, "vendor/lib", "../lib.git", commit);

    try (SourceTree tree = fetch(true)) {
      assertEquals("A", text(tree, "vendor/lib/a.txt"));
      assertEquals("B", text(tree, "vendor/lib/deep/b.txt"));
      Entry vendor = tree.find("vendor").orElseThrow();
      assertEquals(
          List.of("vendor/lib DIRECTORY"),
          tree.children(vendor).stream().map(e -> e.path() + " " + e.kind()).toList());
      assertEquals(
          List.of("vendor/lib/a.txt", "vendor/lib/deep"),
          tree.children(tree.find("vendor/lib").orElseThrow()).stream().map(Entry::path).toList());
      assertTrue(tree.find("vendor/lib/absent").isEmpty());
    }
  }

  @Test
  void theCommitOfTheGitlinkIsTakenAndNotTheNewest() throws Exception {
    CommitSha commit = lib.commit("Lib", Map.of("a.txt", "old"));
    lib.commit("Newer", Map.of("a.txt", "new"));
    link(app, "lib", "../lib.git", commit);

    try (SourceTree tree = fetch(true)) {
      assertEquals("old", text(tree, "lib/a.txt"));
    }
  }

  @Test
  void submodulesOfSubmodulesAreRelativeToTheirParents() throws Exception {
    TestingRepository deep = TestingRepository.create(folder.resolve("served/team"), "deep.git");
    TestingRepository middle =
        TestingRepository.create(folder.resolve("served/team"), "middle.git");
    link(middle, "inner", "../deep.git", deep.commit("Deep", Map.of("x", "deep down")));
    link(app, "outer", "./../team/middle.git", middle.head());

    try (SourceTree tree = fetch(true)) {
      assertEquals("deep down", text(tree, "outer/inner/x"));
    }
  }

  @Test
  void aSecondBuildAsksForNothingAgain() throws Exception {
    link(app, "lib", "../lib.git", lib.commit("Lib", Map.of("a.txt", "A")));
    GitSources sources = TestingSources.of(folder.resolve("cache"), "*");
    sources.fetch(request(true), log).close();
    int asked = server.requests().size();

    sources.fetch(request(true), log).close();

    assertEquals(asked, server.requests().size());
  }

  @Test
  void foldersStayEmptyUnlessSubmodulesAreSwitchedOn() throws Exception {
    link(app, "lib", "../lib.git", lib.commit("Lib", Map.of("a.txt", "A")));

    try (SourceTree tree = fetch(false)) {
      assertEquals(Kind.SUBMODULE, tree.find("lib").orElseThrow().kind());
    }

    assertEquals(
        1, log.text().lines().filter(line -> line.contains("switch submodules on")).count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc",
        "/etc/app.git",
        "ssh://git@127.0.0.1/lib.git",
        "git@127.0.0.1:lib.git",
        "ext::sh -c touch% /tmp/pwned",
        "--upload-pack=touch /tmp/pwned",
        "-u./payload",
        "https://elsewhere.example.com/lib.git",
        "http://127.0.0.1:1/lib.git",
        "https://user:password@127.0.0.1/lib.git",
        "../../../../../outside.git"
      })
  void otherUrlsThanAllowedOnesAreRefused(String url) throws Exception {
    link(app, "lib", url, lib.commit("Lib", Map.of("a.txt", "A")));

    SourceException refused = assertThrows(SourceException.class, () -> fetch(true));

    assertTrue(refused.getMessage().contains("submodule \"lib\" at lib"), refused.getMessage());
    assertTrue(refused.getMessage().contains(url), refused.getMessage());
    assertFalse(refused.worthRetrying());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside",
        "a/../../outside",
        "/etc",
        "-rf",
        ".git",
        "a/.GIT/hooks",
        "git~1/hooks",
        "a//b",
        "./a",
        "a\\\\..\\\\b"
      })
  void pathsAndNamesThatLeadElsewhereAreRefused(String evil) throws Exception {
    CommitSha commit = lib.commit("Lib", Map.of("a.txt", "A"));
    link(app, "lib", "../lib.git", commit);
    app.commit("Evil path", Map.of(".gitmodules", modules("lib", evil, "../lib.git")));
    SourceException path = assertThrows(SourceException.class, () -> fetch(true));
    assertTrue(path.getMessage().contains("its path is refused"), path.getMessage());

    app.commit("Evil name", Map.of(".gitmodules", modules(evil, "lib", "../lib.git")));
    SourceException name = assertThrows(SourceException.class, () -> fetch(true));
    assertTrue(name.getMessage().contains("its name is refused"), name.getMessage());
  }

  @Test
  void aDescriptionBehindASymlinkIsRefused() {
    TestingSourceTree tree = new TestingSourceTree().symlink(".gitmodules", "/etc/passwd");

    SourceException refused = assertThrows(SourceException.class, () -> GitModules.read(tree));

    assertTrue(refused.getMessage().contains("regular file"), refused.getMessage());
  }

  @Test
  void aPathBelowASymlinkIsRefused() throws Exception {
    Files.createSymbolicLink(app.workTree().resolve("link"), Path.of(".git"));
    app.commit("Symlink", Map.of(".gitmodules", modules("lib", "link/hooks", "../lib.git")));

    SourceException refused = assertThrows(SourceException.class, () -> fetch(true));

    assertTrue(refused.getMessage().contains("symbolic link /link"), refused.getMessage());
  }

  @Test
  void nestingHasAnEnd() throws Exception {
    CommitSha commit = lib.commit("Bottom", Map.of("a.txt", "A"));
    for (int i = 0; i < 6; i++) {
      link(lib, "again", "../lib.git", commit);
      commit = lib.head();
    }
    link(app, "lib", "../lib.git", commit);

    SourceException refused = assertThrows(SourceException.class, () -> fetch(true));

    assertTrue(refused.getMessage().contains("5 levels deep"), refused.getMessage());
  }

  @Test
  void aCommitThatIsNotThereIsNamed() throws Exception {
    lib.commit("Lib", Map.of("a.txt", "A"));
    CommitSha unknown = new CommitSha("0123456789012345678901234567890123456789");
    link(app, "lib", "../lib.git", unknown);

    SourceException gone = assertThrows(SourceException.class, () -> fetch(true));

    assertTrue(gone.getMessage().contains("is in no branch of"), gone.getMessage());
    assertTrue(gone.getMessage().contains(server.url("lib.git")), gone.getMessage());
  }

  @Test
  void aMalformedDescriptionIsSaid() throws Exception {
    app.commit("Broken", Map.of(".gitmodules", "[submodule \"x\n"));

    SourceException broken = assertThrows(SourceException.class, () -> fetch(true));

    assertTrue(broken.getMessage().contains(".gitmodules is malformed"), broken.getMessage());
  }

  @Test
  void onlyTheNewestCachesAreKept() throws Exception {
    ModuleCaches earlier = new ModuleCaches(folder.resolve("modules"));
    for (int i = 0; i < 120; i++) {
      earlier.open(GitUrl.parse("https://example.com/" + i + ".git"));
    }

    ModuleCaches now = new ModuleCaches(folder.resolve("modules"));
    now.open(GitUrl.parse("https://example.com/new.git"));
    now.prune();

    try (Stream<Path> kept = Files.list(folder.resolve("modules"))) {
      assertEquals(100, kept.count());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/lib.git,       allowed",
    "https://git.example.com:8443/lib.git,  allowed",
    "https://friend.example.com/lib.git,    allowed",
    "https://port.example.com:444/lib.git,  allowed",
    "https://port.example.com/lib.git,      SLIPWAY_WORKER_SUBMODULE_HOSTS=port.example.com",
    "https://friend.example.com.evil.net/x, SLIPWAY_WORKER_SUBMODULE_HOSTS",
    "http://friend.example.com/lib.git,     https only",
    "ssh://git@git.example.com/lib.git,     https only"
  })
  void hostsAreTheSourcesOwnAndThoseThatTheOperatorAllows(String url, String expected) {
    SubmoduleHosts hosts = SubmoduleHosts.parse("Friend.example.com, port.example.com:444");

    Optional<String> refusal =
        hosts.refusal(GitUrl.parse(url), GitUrl.parse("https://git.example.com/app.git"));

    String answer = refusal.orElse("allowed");
    assertTrue(answer.contains(expected), answer);
  }

  @Test
  void credentialsStayWithTheSourcesOrigin() {
    Source source =
        new Source(GitProvider.GITHUB, "https://git.example.com/a.git", "ada", "pw", "key", "h");

    Source own = Submodules.credentials(source, GitUrl.parse("https://git.example.com/lib.git"));
    Source other =
        Submodules.credentials(source, GitUrl.parse("https://git.example.com:444/lib.git"));

    assertEquals("pw", own.password());
    assertEquals(
        new Source(GitProvider.GIT, "https://git.example.com:444/lib.git", null, null, null, null),
        other);
  }

  private SourceTree fetch(boolean submodules) throws Exception {
    return TestingSources.of(folder.resolve("cache"), "*").fetch(request(submodules), log);
  }

  private SourceRequest request(boolean submodules) throws IOException {
    Source source =
        new Source(GitProvider.GIT, server.url("app.git"), "ada", "correct-horse", null, null);
    return new SourceRequest("repo", source, RefName.branch("main"), app.head(), submodules, false);
  }

  /** Git itself refuses to make most of these, so the index is written by hand. */
  private static void link(TestingRepository into, String path, String url, CommitSha commit)
      throws IOException {
    Files.createDirectories(into.workTree().resolve(path));
    into.git("update-index", "--add", "--cacheinfo", "160000," + commit + "," + path);
    into.commit("Link " + path, Map.of(".gitmodules", modules(path, path, url)));
  }

  private static String modules(String name, String path, String url) {
    return "[submodule \"%s\"]\n\tpath = \"%s\"\n\turl = \"%s\"\n".formatted(name, path, url);
  }

  private static String text(SourceTree tree, String path) throws IOException {
    try (InputStream in = tree.open(tree.find(path).orElseThrow())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
