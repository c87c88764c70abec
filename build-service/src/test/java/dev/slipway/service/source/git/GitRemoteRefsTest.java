package dev.slipway.service.source.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.git.SshKeys;
import dev.slipway.git.testing.GitHttpServer;
import dev.slipway.git.testing.Requirements;
import dev.slipway.git.testing.TestingRepository;
import dev.slipway.git.testing.TestingSshServer;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.source.HostKeyStore;
import dev.slipway.service.source.RemoteRefs;
import dev.slipway.service.source.SourceConfig;
import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.source.TestingHost;
import dev.slipway.service.source.TestingSources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real remotes, with credentials of the source, of a linked account, and a generated key. */
final class GitRemoteRefsTest {

  private static final UUID REPOSITORY = new UUID(0, 1);
  private static final UUID ACCOUNT = new UUID(0, 2);

  @TempDir Path folder;
  private final TestingSources sources = new TestingSources();
  private final TestingHost host = new TestingHost();
  private final KeptKeys keys = new KeptKeys();
  private TestingRepository repository;
  private CommitSha commit;

  @BeforeEach
  void create() throws Exception {
    Requirements.programs("git");
    repository = TestingRepository.create(folder.resolve("served"), "app.git");
    commit = repository.commit("First", Map.of("Dockerfile", "FROM scratch\n"));
  }

  @Test
  void aPublicRemoteIsListedAndItsDefaultBranchLearned() throws Exception {
    try (GitHttpServer server = GitHttpServer.open(folder.resolve("served"))) {
      sources.put(TestingSources.source(server.url("app.git"), null, null), null);

      RemoteRefs.Listing listing = remotes("*").list(REPOSITORY);

      assertEquals(new RemoteRefs.Listing("main", Map.of(RefName.branch("main"), commit)), listing);
      assertEquals(List.of("main"), sources.learned());
    }
  }

  @Test
  void aPrivateRemoteIsReadWithTheLinkedAccountsCredential() throws Exception {
    try (GitHttpServer server =
        GitHttpServer.withBasicAuth(
            folder.resolve("served"), "x-access-token", "token-of-" + ACCOUNT)) {
      sources.put(TestingSources.source(server.url("app.git"), null, null), ACCOUNT);

      assertEquals("main", remotes("*").list(REPOSITORY).defaultBranch());
    }
  }

  @Test
  void anAccountThatWasRevokedIsTheReason() {
    sources.put(TestingSources.source("https://github.com/acme/app.git", null, null), ACCOUNT);
    host.fail(GitHostException.Kind.UNAUTHORIZED, "github.com has revoked it; link it again");

    assertEquals("github.com has revoked it; link it again", reason("*"));
  }

  @Test
  void aGeneratedKeyReadsOverSshOnceTheHostHasItsPublicHalf() throws Exception {
    Requirements.programs("sshd", "ssh-keygen");
    SshKeys.Pair key = SshKeys.generate("slipway:acme/app");
    try (TestingSshServer server = TestingSshServer.start(folder.resolve("sshd"))) {
      sources.put(
          TestingSources.source(server.url(repository.bare()), null, key.privateKey()), null);
      assertTrue(reason("*").contains("deploy key"), reason("*"));

      server.authorize(key.publicKey());

      assertEquals("main", remotes("*").list(REPOSITORY).defaultBranch());
      assertTrue(keys.lines.contains("ssh-ed25519"), keys.lines);
      keys.lines = server.knownHosts("stranger");
      assertTrue(reason("*").contains("not the one known so far"), reason("*"));
    }
  }

  @Test
  void privateAddressesAreRefusedUnlessTheOperatorAllowsThem() throws Exception {
    try (GitHttpServer server = GitHttpServer.open(folder.resolve("served"))) {
      sources.put(TestingSources.source(server.url("app.git"), null, null), null);

      assertTrue(reason("").contains("SLIPWAY_ALLOW_PRIVATE_HOSTS"), reason(""));
      assertEquals(List.of(), server.requests());
    }
  }

  @Test
  void aKeyThatCantBeReadIsTheReasonAndIsNotShown() {
    sources.put(TestingSources.source("ssh://git@127.0.0.1:1/app.git", null, "canary"), null);

    assertTrue(reason("*").contains("can't be read"), reason("*"));
    assertFalse(reason("*").contains("canary"));
  }

  private String reason(String allowed) {
    SourceUnreachableException e =
        assertThrows(SourceUnreachableException.class, () -> remotes(allowed).list(REPOSITORY));
    return String.valueOf(e.getMessage());
  }

  private GitRemoteRefs remotes(String allowed) {
    return new GitRemoteRefs(sources.access(host), sources, keys, new Config(allowed));
  }

  private static final class KeptKeys implements HostKeyStore {

    private String lines = "";

    @Override
    public String read(UUID repositoryId) {
      return lines;
    }

    @Override
    public void write(UUID repositoryId, String newLines) {
      lines = newLines;
    }
  }

  private record Config(String allowed) implements SourceConfig {

    @Override
    public Optional<String> allowPrivateHosts() {
      return Optional.of(allowed);
    }

    @Override
    public Duration listTimeout() {
      return Duration.ofSeconds(30);
    }

    @Override
    public int mostRefs() {
      return 100;
    }

    @Override
    public Duration refsAge() {
      return Duration.ofSeconds(30);
    }
  }
}
