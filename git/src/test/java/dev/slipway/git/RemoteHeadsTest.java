package dev.slipway.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.git.RefName;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.git.testing.GitHttpServer;
import dev.slipway.git.testing.Requirements;
import dev.slipway.git.testing.TestingRepository;
import dev.slipway.git.testing.TestingSshServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RemoteHeadsTest {

  @TempDir Path folder;
  private TestingRepository repository;
  private CommitSha first;

  @BeforeEach
  void create() throws Exception {
    Requirements.programs("git");
    repository = TestingRepository.create(folder.resolve("served"), "app.git");
    first = repository.commit("First", Map.of("Dockerfile", "FROM scratch\n"));
  }

  @Test
  void listsBranchesTagsAndTheDefaultBranchAndResolvesAnnotatedTags() throws Exception {
    repository.git("tag", "v1");
    repository.git("tag", "-a", "-m", "Second version", "v2");
    repository.git("push", "-q", "origin", "HEAD:feature/x", "v1", "v2", "HEAD:refs/pull/1/head");

    try (GitHttpServer server = GitHttpServer.open(folder.resolve("served"))) {
      RemoteHeads.Heads heads = heads(server.url("app.git"), null, 10);

      assertEquals("main", heads.defaultBranch());
      assertEquals(
          Map.of(
              RefName.branch("main"),
              first,
              RefName.branch("feature/x"),
              first,
              RefName.tag("v1"),
              first,
              RefName.tag("v2"),
              first),
          heads.commits());
    }
  }

  @Test
  void anEmptyRepositoryHasNothing() throws Exception {
    TestingRepository.create(folder.resolve("served"), "empty.git");

    try (GitHttpServer server = GitHttpServer.open(folder.resolve("served"))) {
      assertEquals(Map.of(), heads(server.url("empty.git"), null, 10).commits());
    }
  }

  @Test
  void aDetachedHeadIsNoDefaultBranch() throws Exception {
    Files.writeString(repository.bare().resolve("HEAD"), first + "\n");

    try (GitHttpServer server = GitHttpServer.open(folder.resolve("served"))) {
      assertNull(heads(server.url("app.git"), null, 10).defaultBranch());
    }
  }

  @Test
  void tooManyRefsAreRefused() throws Exception {
    repository.git("push", "-q", "origin", "HEAD:a", "HEAD:b");

    try (GitHttpServer server = GitHttpServer.open(folder.resolve("served"))) {
      SourceException many =
          assertThrows(SourceException.class, () -> heads(server.url("app.git"), null, 2));
      assertTrue(many.getMessage().contains("more than 2 branches"), many.getMessage());
    }
  }

  @Test
  void credentialsThatAreMissingOrWrongAreExplained() throws Exception {
    try (GitHttpServer server =
        GitHttpServer.withBasicAuth(folder.resolve("served"), "ada", "right")) {
      assertEquals("main", heads(server.url("app.git"), "right", 10).defaultBranch());
      SourceException none =
          assertThrows(SourceException.class, () -> heads(server.url("app.git"), null, 10));
      assertTrue(none.getMessage().contains("wants credentials"), none.getMessage());
      SourceException wrong =
          assertThrows(SourceException.class, () -> heads(server.url("app.git"), "wrong", 10));
      assertTrue(wrong.getMessage().contains("refused the user name"), wrong.getMessage());
    }
  }

  @Test
  void aHostThatNeverAnswersIsLeftWhenTheTimeIsOver() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/app.git";

      SourceException late =
          assertThrows(
              SourceException.class,
              () -> list(url, source(url, null, null, null), Duration.ofMillis(300), 10));
      assertTrue(late.getMessage().contains("did not list its refs"), late.getMessage());
      assertTrue(late.worthRetrying());
    }
  }

  @Test
  void listsOverSshWithAGeneratedKeyAndRemembersTheHost() throws Exception {
    Requirements.programs("sshd", "ssh-keygen");
    SshKeys.Pair key = SshKeys.generate("slipway:acme/app");
    try (TestingSshServer server = TestingSshServer.start(folder.resolve("sshd"))) {
      String url = server.url(repository.bare());
      Source source = source(url, null, null, key.privateKey());
      SourceException refused =
          assertThrows(SourceException.class, () -> list(url, source, Duration.ofSeconds(30), 10));
      assertTrue(refused.getMessage().contains("refused the SSH key"), refused.getMessage());

      server.authorize(key.publicKey());

      RemoteHeads.Heads heads = list(url, source, Duration.ofSeconds(30), 10);
      assertEquals(Map.of(RefName.branch("main"), first), heads.commits());
      assertTrue(keys.read().contains("ssh-ed25519"));
      keys.write(server.knownHosts("stranger"));
      SourceException changed =
          assertThrows(SourceException.class, () -> list(url, source, Duration.ofSeconds(30), 10));
      assertTrue(changed.getMessage().contains("not the one known so far"), changed.getMessage());
    }
  }

  private final RememberedKeys keys =
      new RememberedKeys() {
        private String lines = "";

        @Override
        public String read() {
          return lines;
        }

        @Override
        public void write(String newLines) {
          lines = newLines;
        }
      };

  private RemoteHeads.Heads heads(String url, @Nullable String password, int most)
      throws IOException {
    String user = password == null ? null : "ada";
    return list(url, source(url, user, password, null), Duration.ofSeconds(30), most);
  }

  private RemoteHeads.Heads list(String url, Source source, Duration limit, int most)
      throws IOException {
    GitUrl parsed = GitUrl.parse(url);
    try (RemoteAccess remote =
        RemoteAccess.open(
            parsed,
            source,
            AddressPolicy.parse("*"),
            keys,
            Files.createDirectories(folder.resolve("home")))) {
      return new RemoteHeads(limit, most).list(parsed, remote);
    }
  }

  private static Source source(
      String url, @Nullable String user, @Nullable String password, @Nullable String key) {
    return new Source(GitProvider.GIT, url, user, password, key, null);
  }
}
