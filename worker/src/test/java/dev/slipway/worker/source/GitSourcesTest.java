package dev.slipway.worker.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefName;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.git.SourceException;
import dev.slipway.git.testing.GitHttpServer;
import dev.slipway.git.testing.TestingRepository;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitSourcesTest {

  private static final RefName MAIN = RefName.branch("main");

  @TempDir Path folder;
  private TestingRepository repository;
  private CommitSha commit;
  private final TestingLog log = new TestingLog();

  @BeforeEach
  void makeRepository() throws IOException {
    repository = TestingRepository.create(folder.resolve("served"), "app.git");
    commit = repository.commit("First", Map.of("Dockerfile", "FROM scratch\n", "src/a", "a"));
  }

  @Test
  void fetchesExactlyTheCommitAskedFor() throws Exception {
    CommitSha second = repository.commit("Second", Map.of("src/a", "b"));
    try (GitHttpServer server = open()) {
      try (SourceTree tree = sources().fetch(request(server, null, null, commit), log)) {
        assertEquals(commit, tree.commit());
        assertEquals("First", tree.message().strip());
        assertEquals("a", text(tree, "src/a"));
      }
      try (SourceTree tree = sources().fetch(request(server, null, null, second), log)) {
        assertEquals("b", text(tree, "src/a"));
      }
    }
  }

  @Test
  void fetchesOneCommitOnlyAndNotItsHistory() throws Exception {
    CommitSha second = repository.commit("Second", Map.of("src/a", "b"));
    try (GitHttpServer server = open();
        SourceTree ignored = sources().fetch(request(server, null, null, second), log)) {
      Path shallow = folder.resolve("cache/repo/objects.git/shallow");
      assertEquals(second.value(), Files.readString(shallow).strip());
    }
  }

  @Test
  void doesNotAskAgainForACommitItHas() throws Exception {
    try (GitHttpServer server = open()) {
      sources().fetch(request(server, null, null, commit), log).close();
      int requests = server.requests().size();
      sources().fetch(request(server, null, null, commit), log).close();
      assertEquals(requests, server.requests().size());
    }
  }

  @Test
  void fetchesTheTipsOfBranchesAndOfAnnotatedTags() throws Exception {
    repository.git("tag", "-a", "-m", "Release", "v1");
    repository.git("push", "-q", "origin", "v1");
    CommitSha second = repository.commit("Second", Map.of("src/a", "b"));
    try (GitHttpServer server = open()) {
      try (SourceTree tree = sources().fetch(request(server, null, null, null), log)) {
        assertEquals(second, tree.commit());
      }
      SourceRequest tag =
          new SourceRequest("repo", source(server, null, null), RefName.tag("v1"), null);
      try (SourceTree tree = sources().fetch(tag, log)) {
        assertEquals(commit, tree.commit());
      }
    }
  }

  @Test
  void findsFilesWithoutFollowingLinks() throws Exception {
    Files.createSymbolicLink(repository.workTree().resolve("link"), Path.of("/etc"));
    Path script = Files.writeString(repository.workTree().resolve("run.sh"), "#!/bin/sh\n");
    assertTrue(script.toFile().setExecutable(true));
    CommitSha linked = repository.commit("Link", Map.of("deep/er/file", "x"));
    try (GitHttpServer server = open();
        SourceTree tree = sources().fetch(request(server, null, null, linked), log)) {
      assertEquals(Kind.SYMLINK, tree.find("link").orElseThrow().kind());
      assertEquals("/etc", text(tree, "link"));
      assertTrue(tree.find("link/passwd").isEmpty());
      assertEquals(Kind.EXECUTABLE, tree.find("run.sh").orElseThrow().kind());
      assertEquals(1, tree.find("deep/er/file").orElseThrow().size());
      assertEquals(
          List.of("Dockerfile", "deep", "link", "run.sh", "src"),
          tree.children(tree.find("").orElseThrow()).stream().map(Entry::path).toList());
      assertTrue(tree.find("absent").isEmpty());
    }
  }

  @Test
  void sendsCredentialsThatTheHostAccepts() throws Exception {
    try (GitHttpServer server =
        GitHttpServer.withBasicAuth(folder.resolve("served"), "ada", "correct horse")) {
      sources().fetch(request(server, "ada", "correct horse", commit), log).close();
    }
  }

  @Test
  void fillsInTheUserThatAProviderExpectsBesideAToken() throws Exception {
    try (GitHttpServer server =
        GitHttpServer.withBasicAuth(folder.resolve("served"), "x-access-token", "ghs_1")) {
      Source source =
          new Source(GitProvider.GITHUB, server.url("app.git"), null, "ghs_1", null, null);
      sources().fetch(new SourceRequest("repo", source, MAIN, commit), log).close();
    }
    try (GitHttpServer server =
        GitHttpServer.withAuthorization(folder.resolve("served"), "Bearer dc-token")) {
      Source source =
          new Source(
              GitProvider.BITBUCKET_SERVER, server.url("app.git"), null, "dc-token", null, null);
      sources().fetch(new SourceRequest("repo2", source, MAIN, commit), log).close();
    }
  }

  @Test
  void saysThatAPasswordIsWrongWithoutShowingIt() throws Exception {
    try (GitHttpServer server =
        GitHttpServer.withBasicAuth(folder.resolve("served"), "ada", "correct horse")) {
      SourceException wrong = failure(request(server, "ada", "battery-staple", commit));
      assertTrue(wrong.getMessage().contains("401"), wrong.getMessage());
      assertTrue(wrong.getMessage().contains("refused the user name and password"));
      assertFalse((wrong.getMessage() + log.text()).contains("battery"));
      assertEquals(1, server.requests().size(), "a wrong password is tried once");
      SourceException none = failure(request(server, null, null, commit));
      assertTrue(none.getMessage().contains("it wants credentials"), none.getMessage());
    }
  }

  @Test
  void leavesNoCredentialOnDisk() throws Exception {
    try (GitHttpServer server =
        GitHttpServer.withBasicAuth(folder.resolve("served"), "ada", "correct-horse")) {
      sources().fetch(request(server, "ada", "correct-horse", commit), log).close();
    }
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(content.contains("correct-horse"), file.toString());
      }
    }
  }

  @Test
  void refusesARedirectToAnotherOriginAndSendsItNothing() throws Exception {
    try (GitHttpServer elsewhere = open()) {
      HttpServer redirecting = redirectTo(elsewhere.url(""));
      try {
        String url = "http://127.0.0.1:" + redirecting.getAddress().getPort() + "/app.git";
        Source source = new Source(GitProvider.GIT, url, "ada", "secret-token", null, null);
        SourceException refused = failure(new SourceRequest("repo", source, MAIN, commit));
        assertTrue(
            refused.getMessage().contains("redirects to another origin"), refused.getMessage());
        assertEquals(List.of(), elsewhere.requests());
      } finally {
        redirecting.stop(0);
      }
    }
  }

  @Test
  void refusesPrivateAddressesUnlessTheyAreAllowed() throws Exception {
    try (GitHttpServer server = open()) {
      GitSources strict = TestingSources.of(folder.resolve("cache"), "");
      SourceException refused =
          assertThrows(
              SourceException.class, () -> strict.fetch(request(server, null, null, commit), log));
      assertTrue(
          refused.getMessage().contains("SLIPWAY_ALLOW_PRIVATE_HOSTS"), refused.getMessage());
      assertEquals(List.of(), server.requests());
    }
  }

  @Test
  void saysThatTheRepositoryIsNotThere() throws Exception {
    try (GitHttpServer server = open()) {
      Source source = new Source(GitProvider.GIT, server.url("nope.git"), null, null, null, null);
      SourceException gone = failure(new SourceRequest("repo", source, MAIN, commit));
      assertTrue(gone.getMessage().contains("404"), gone.getMessage());
    }
  }

  @Test
  void saysThatTheCommitIsGone() throws Exception {
    CommitSha unknown = new CommitSha("0123456789012345678901234567890123456789");
    try (GitHttpServer server = open()) {
      SourceException gone = failure(request(server, null, null, unknown));
      assertTrue(gone.getMessage().contains("no longer in branch \"main\""), gone.getMessage());
    }
  }

  @Test
  void saysThatTheBranchIsGone() throws Exception {
    try (GitHttpServer server = open()) {
      SourceRequest request =
          new SourceRequest("repo", source(server, null, null), RefName.branch("gone"), null);
      SourceException gone = failure(request);
      assertTrue(gone.getMessage().contains("There is no branch \"gone\""), gone.getMessage());
    }
  }

  @Test
  void fetchesAnOlderCommitFromAServerThatWantsRefsOnly() throws Exception {
    repository.commit("Second", Map.of("src/a", "b"));
    repository.commit("Third", Map.of("src/a", "c"));
    try (GitHttpServer server = open()) {
      Files.writeString(
          repository.bare().resolve("config"),
          "[protocol]\n\tversion = 0\n[uploadpack]\n\tallowReachableSHA1InWant = false\n"
              + "\tadvertiseRef = true\n",
          java.nio.file.StandardOpenOption.APPEND);
      try (SourceTree tree = sources().fetch(request(server, null, null, commit), log)) {
        assertEquals("a", text(tree, "src/a"));
      }
    }
  }

  @Test
  void refusesLocalPathsAndOtherTransports() {
    for (String url : List.of("file:///etc", "/etc", "ftp://x/y", "ext::sh -c id")) {
      Source source = new Source(GitProvider.GIT, url, null, null, null, null);
      failure(new SourceRequest("repo", source, MAIN, commit));
    }
  }

  @Test
  void saysThatTheHostCannotBeReached() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Source source =
        new Source(GitProvider.GIT, "http://127.0.0.1:" + port + "/x", null, null, null, null);
    SourceException unreachable = failure(new SourceRequest("repo", source, MAIN, commit));
    assertTrue(unreachable.getMessage().contains("can't be reached"), unreachable.getMessage());
    assertTrue(unreachable.worthRetrying());
  }

  @Test
  void stopsWaitingForASilentHostWhenInterrupted() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/app.git";
      Source source = new Source(GitProvider.GIT, url, null, null, null, null);
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread fetching =
          new Thread(
              () -> {
                try {
                  sources().fetch(new SourceRequest("repo", source, MAIN, commit), log);
                } catch (Exception e) {
                  ended.complete(e);
                }
              });
      fetching.start();
      try (Socket accepted = silent.accept()) {
        assertTrue(accepted.getInputStream().read() >= 0);
        fetching.interrupt();
        assertTrue(ended.get(20, TimeUnit.SECONDS) instanceof InterruptedException);
      }
    }
  }

  @Test
  void throwsAwayADamagedCacheAndFetchesAnew() throws Exception {
    try (GitHttpServer server = open()) {
      sources().fetch(request(server, null, null, commit), log).close();
      try (Stream<Path> objects = Files.walk(folder.resolve("cache/repo/objects.git/objects"))) {
        for (Path object : objects.filter(Files::isRegularFile).toList()) {
          Files.delete(object);
        }
      }
      try (SourceTree tree = sources().fetch(request(server, null, null, commit), log)) {
        assertEquals("a", text(tree, "src/a"));
      }
    }
  }

  @Test
  void fetchesThousandsOfFiles() throws Exception {
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      files.put("many/" + i % 50 + "/" + i, "file " + i);
    }
    CommitSha large = repository.commit("Many", files);
    try (GitHttpServer server = open();
        SourceTree tree = sources().fetch(request(server, null, null, large), log)) {
      int count = 0;
      for (Entry directory : tree.children(tree.find("many").orElseThrow())) {
        count += tree.children(directory).size();
      }
      assertEquals(5_000, count);
    }
  }

  @Test
  void anOldCommitIsKeptAmongManyNewerOnes() throws Exception {
    try (GitHttpServer server = open()) {
      for (int i = 0; i < 12; i++) {
        CommitSha newer = repository.commit("Newer " + i, Map.of("src/a", "newer " + i));
        sources().fetch(request(server, null, null, newer), log).close();
      }
      sources().fetch(request(server, null, null, commit), log).close();

      Path kept = folder.resolve("cache/repo/objects.git/refs/slipway/commits");
      assertTrue(Files.exists(kept.resolve(commit.value())), "a gc must not drop it");
      try (Stream<Path> refs = Files.list(kept)) {
        assertEquals(10, refs.count());
      }
    }
  }

  @Test
  void keepsCommitsApartByRepository() throws Exception {
    try (GitHttpServer server = open()) {
      sources().fetch(request(server, null, null, commit), log).close();
      int requests = server.requests().size();
      Source source = source(server, null, null);
      sources().fetch(new SourceRequest("other", source, MAIN, commit), log).close();
      assertTrue(server.requests().size() > requests, "another repository's cache is not read");
    }
  }

  private GitHttpServer open() throws IOException {
    return GitHttpServer.open(folder.resolve("served"));
  }

  private GitSources sources() {
    return TestingSources.of(folder.resolve("cache"), "*");
  }

  private static Source source(
      GitHttpServer server, @Nullable String user, @Nullable String password) {
    return new Source(GitProvider.GIT, server.url("app.git"), user, password, null, null);
  }

  private static SourceRequest request(
      GitHttpServer server,
      @Nullable String user,
      @Nullable String password,
      @Nullable CommitSha commit) {
    return new SourceRequest("repo", source(server, user, password), MAIN, commit);
  }

  private SourceException failure(SourceRequest request) {
    return assertThrows(SourceException.class, () -> sources().fetch(request, log));
  }

  private static String text(SourceTree tree, String path) throws IOException {
    try (InputStream content = tree.open(tree.find(path).orElseThrow())) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpServer redirectTo(String base) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String location = base + exchange.getRequestURI().toString().substring(1);
          exchange.getResponseHeaders().set("Location", location);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
