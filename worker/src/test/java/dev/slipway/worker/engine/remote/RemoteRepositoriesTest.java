package dev.slipway.worker.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.git.testing.GitHttpServer;
import dev.slipway.git.testing.TestingRepository;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.ImageReading;
import dev.slipway.worker.engine.TestingBaseImages;
import dev.slipway.worker.engine.TestingBuild;
import dev.slipway.worker.engine.nativeimage.TestingNativeEngine;
import dev.slipway.worker.engine.remote.RemoteRepositories.Fetched;
import dev.slipway.worker.source.SourceTree;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RemoteRepositoriesTest {

  @TempDir Path folder;

  private GitHttpServer server;
  private TestingRepository repository;
  private CommitSha first;
  private CommitSha second;

  @BeforeEach
  void serve() throws Exception {
    repository = TestingRepository.create(folder.resolve("served"), "tools.git");
    first = repository.commit("One", Map.of("a.txt", "A", "sub/b.txt", "B"));
    repository.git("tag", "v1");
    repository.git("push", "--quiet", repository.bare().toString(), "v1");
    second = repository.commit("Two", Map.of("a.txt", "A2"));
    server = GitHttpServer.open(repository.bare().getParent());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String url() {
    return server.url(repository.bare().getFileName().toString());
  }

  private RemoteRepositories repositories(boolean overHttp) {
    return new RemoteRepositories(
        folder.resolve("cache"), AddressPolicy.parse("*"), new TestingCopyConfig(overHttp));
  }

  private CommitSha fetched(String address, String checksum) throws Exception {
    Fetched fetched = repositories(true).fetch("one", address, checksum, line -> {});
    try (SourceTree tree = fetched.tree()) {
      return tree.commit();
    }
  }

  private String failure(RemoteRepositories from, String address, String checksum) {
    return String.valueOf(
        assertThrows(
                BuildFailedException.class, () -> from.fetch("one", address, checksum, line -> {}))
            .getMessage());
  }

  @Test
  void fetchesTheDefaultBranchABranchATagAndACommit() throws Exception {
    assertEquals(second, fetched(url(), null));
    assertEquals(first, fetched(url() + "#v1", null));
    assertEquals(first, fetched(url() + "#refs/tags/v1", null));
    assertEquals(first, fetched(url() + "#" + first, null));
  }

  @Test
  void theChecksumIsTheCommit() throws Exception {
    assertEquals(second, fetched(url(), second.value()));
    assertEquals(second, fetched(url(), second.abbreviated()));
    assertTrue(
        failure(repositories(true), url(), first.value()).contains("but at commit " + second));
    assertTrue(failure(repositories(true), url(), "latest").contains("is a commit"));
  }

  @Test
  void refusesWhatItCannotFetch() {
    assertTrue(failure(repositories(false), url(), null).contains("over https only"));
    assertTrue(
        failure(repositories(true), "git@example.com:a/b.git", null).contains("over https only"));
    assertTrue(
        failure(repositories(true), url() + "#--upload-pack=x", null)
            .contains("has no branch or tag \"--upload-pack=x\""));
    assertTrue(failure(repositories(true), url() + "#none", null).contains("has no branch or tag"));
  }

  @Test
  void addPutsAFolderOfItIntoTheImage() throws Exception {
    Remotes remotes =
        Remotes.of(
            new RemoteFiles(
                folder.resolve("files"), AddressPolicy.parse("*"), new TestingCopyConfig(true)),
            repositories(true));
    TestingBuild build =
        new TestingBuild(
            TestingNativeEngine.fetching(new TestingBaseImages(), folder, remotes), folder);

    ImageReading image =
        build.build(
            "FROM scratch",
            "ADD " + url() + "#v1 /all",
            "ADD --chown=7 " + url() + "#v1:sub /one/");

    assertEquals("644 0:0 A", image.files().get("all/a.txt"));
    assertEquals("644 0:0 B", image.files().get("all/sub/b.txt"));
    assertEquals("644 7:7 B", image.files().get("one/b.txt"));
  }
}
