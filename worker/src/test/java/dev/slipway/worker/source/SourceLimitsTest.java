package dev.slipway.worker.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefName;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.git.SourceException;
import dev.slipway.git.testing.GitHttpServer;
import dev.slipway.git.testing.TestingRepository;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that would be too much for a worker. */
class SourceLimitsTest {

  private static final long MEGABYTE = 1 << 20;
  private static final SourceLimits LIMITS = new SourceLimits(100, 4 * MEGABYTE, MEGABYTE);

  @TempDir Path folder;
  private TestingRepository repository;
  private final TestingLog log = new TestingLog();

  @BeforeEach
  void makeRepository() throws IOException {
    repository = TestingRepository.create(folder.resolve("served"), "app.git");
  }

  private SourceTree fetch(CommitSha commit) throws Exception {
    try (GitHttpServer server = GitHttpServer.open(folder.resolve("served"))) {
      Source source = new Source(GitProvider.GIT, server.url("app.git"), null, null, null, null);
      return TestingSources.limited(folder.resolve("cache"), LIMITS)
          .fetch(new SourceRequest("repo", source, RefName.branch("main"), commit), log);
    }
  }

  private String refusal(CommitSha commit) {
    SourceException refused = assertThrows(SourceException.class, () -> fetch(commit));
    assertTrue(!refused.worthRetrying(), "nobody tries again");
    return refused.getMessage();
  }

  @Test
  void whatIsWithinTheLimitsIsFetched() throws Exception {
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < 90; i++) {
      files.put(i % 9 + "/" + i, "file " + i);
    }

    fetch(repository.commit("Within", files)).close();
  }

  @Test
  void manyFilesAreRefusedByThePacksHeader() throws Exception {
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      files.put("many/" + i, "file " + i);
    }

    String refusal = refusal(repository.commit("Many", files));

    assertTrue(refusal.contains("slipway.worker.source.max-files"), refusal);
    assertEquals(0, packedBytes(), "nothing was received");
  }

  @Test
  void fewObjectsThatStandForManyFilesAreRefused() throws Exception {
    String commit = bomb(40);

    String refusal = refusal(new CommitSha(commit));

    assertTrue(refusal.contains("up to 100 (slipway.worker.source.max-files)"), refusal);
  }

  /** A folder that holds the same folder ten times, and so on: 10 to the power of levels files. */
  private String bomb(int levels) throws IOException {
    Path file = Files.writeString(folder.resolve("object"), "x");
    String id = repository.git("hash-object", "-w", file.toString()).strip();
    String kind = "100644 blob";
    for (int level = 0; level < levels; level++) {
      StringBuilder tree = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        tree.append(kind).append(' ').append(id).append("\tf").append(i).append('\n');
      }
      Path listing = Files.writeString(folder.resolve("tree"), tree);
      id = mktree(listing).strip();
      kind = "040000 tree";
    }
    String commit = repository.git("commit-tree", id, "-m", "Bomb").strip();
    repository.git("push", "-q", "--force", "origin", commit + ":refs/heads/main");
    return commit;
  }

  private String mktree(Path listing) throws IOException {
    Process process =
        new ProcessBuilder("git", "mktree")
            .directory(repository.workTree().toFile())
            .redirectInput(listing.toFile())
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aHugeFileIsRefusedByItsDeclaredSize() throws Exception {
    Path huge = repository.workTree().resolve("sparse.img");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(64 * MEGABYTE);
    }

    String refusal = refusal(repository.commit("Huge", Map.of("a", "a")));

    assertTrue(refusal.contains("slipway.worker.source.largest-file"), refusal);
    assertEquals(0, packedBytes(), "it was not stored");
  }

  @Test
  void manyMiddlingFilesAreRefusedByTheirSum() throws Exception {
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < 6; i++) {
      files.put("file" + i, String.valueOf(i).repeat((int) MEGABYTE - 1));
    }

    String refusal = refusal(repository.commit("Sum", files));

    assertTrue(refusal.contains("slipway.worker.source.max-size"), refusal);
  }

  @Test
  void aCommitOfTheCacheIsHeldToNewLimits() throws Exception {
    Map<String, String> files = new HashMap<>();
    files.put("file", "x".repeat(1000));
    CommitSha commit = repository.commit("One", files);
    fetch(commit).close();
    GitSources stricter =
        TestingSources.limited(folder.resolve("cache"), new SourceLimits(100, 4 * MEGABYTE, 999));
    Source source = new Source(GitProvider.GIT, "http://127.0.0.1:1/x", null, null, null, null);

    SourceException refused =
        assertThrows(
            SourceException.class,
            () ->
                stricter.fetch(
                    new SourceRequest("repo", source, RefName.branch("main"), commit), log));

    assertTrue(refused.getMessage().contains("\"file\" of 1000 bytes"), refused.getMessage());
  }

  private long packedBytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache/repo/objects.git/objects"))) {
      return files
          .filter(file -> file.toString().endsWith(".pack"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
