package dev.slipway.worker.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefName;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.git.SourceException;
import dev.slipway.git.testing.TestingRepository;
import dev.slipway.git.testing.TestingSshServer;
import dev.slipway.worker.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SshFetchTest {

  @TempDir Path folder;
  private TestingRepository repository;
  private CommitSha commit;
  private @Nullable TestingSshServer server;
  private final TestingLog log = new TestingLog();

  @BeforeEach
  void start() throws Exception {
    Requirements.programs("sshd", "ssh-keygen", "git");
    repository = TestingRepository.create(folder.resolve("served"), "app.git");
    commit = repository.commit("First", Map.of("Dockerfile", "FROM scratch\n"));
    server = TestingSshServer.start(folder.resolve("sshd"));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void fetchesWithTheSourcesKeyAndLeavesItOffTheDisk() throws Exception {
    fetch("user", server.knownHosts("host")).close();

    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(new String(Files.readAllBytes(file), "ISO-8859-1").contains("PRIVATE KEY"));
      }
    }
  }

  @Test
  void trustsTheFirstKeyOfAHostAndRemembersIt() throws Exception {
    fetch("user", null).close();

    Path remembered = folder.resolve("cache/repo/known_hosts");
    assertTrue(Files.readString(remembered).contains("ssh-ed25519"));
    Files.writeString(remembered, server.knownHosts("stranger"));
    commit = repository.commit("Second", Map.of("a", "b"));
    SourceException changed = assertThrows(SourceException.class, () -> fetch("user", null));
    assertTrue(changed.getMessage().contains("is not the one known so far"), changed.getMessage());
  }

  @Test
  void refusesAHostThatIsNotAmongTheKnownOnes() throws Exception {
    SourceException unknown =
        assertThrows(
            SourceException.class,
            () -> fetch("user", "example.com " + server.key("stranger.pub")));
    assertTrue(unknown.getMessage().contains("not among the known hosts"), unknown.getMessage());
  }

  @Test
  void saysThatTheKeyIsRefused() throws Exception {
    SourceException refused = assertThrows(SourceException.class, () -> fetch("stranger", null));
    assertTrue(refused.getMessage().contains("refused the SSH key"), refused.getMessage());
  }

  @Test
  void saysThatAKeyIsUnreadableWithoutShowingIt() throws Exception {
    Source source = source("-----BEGIN NONSENSE-----\nc2VjcmV0\n", null);
    SourceException unreadable =
        assertThrows(SourceException.class, () -> sources("*").fetch(request(source), log));
    assertTrue(unreadable.getMessage().contains("can't be read"), unreadable.getMessage());
    assertFalse(unreadable.getMessage().contains("c2VjcmV0"));
  }

  @Test
  void refusesPrivateAddresses() throws Exception {
    Source source = source(server.key("user"), null);
    SourceException refused =
        assertThrows(SourceException.class, () -> sources("").fetch(request(source), log));
    assertTrue(refused.getMessage().contains("SLIPWAY_ALLOW_PRIVATE_HOSTS"));
  }

  private SourceTree fetch(String key, @Nullable String knownHosts) throws Exception {
    SourceTree tree = sources("*").fetch(request(source(server.key(key), knownHosts)), log);
    assertEquals(commit, tree.commit());
    return tree;
  }

  private GitSources sources(String allowed) {
    return TestingSources.of(folder.resolve("cache"), allowed);
  }

  private Source source(String key, @Nullable String knownHosts) {
    return new Source(GitProvider.GIT, server.url(repository.bare()), null, null, key, knownHosts);
  }

  private SourceRequest request(Source source) {
    return new SourceRequest("repo", source, RefName.branch("main"), commit);
  }
}
