package dev.slipway.standalone.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitServerTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void anExactCommitCanBeFetchedWithoutItsHistory() throws Exception {
    try (SampleRepository sample = SampleRepository.open(folder.resolve("hello.git"));
        GitServer server = GitServer.start(sample.repository(), 0);
        Repository clone = new FileRepository(folder.resolve("clone.git").toFile())) {
      clone.create(true);
      SampleRepository.Push first = sample.commit(NOW);
      SampleRepository.Push second = sample.commit(NOW);

      fetch(clone, server.cloneUrl(), first.after());

      assertNull(first.before());
      assertEquals(first.after(), second.before());
      assertEquals("Greet for the 2nd time", second.message());
      assertTrue(clone.getObjectDatabase().has(ObjectId.fromString(first.after())));
      assertTrue(files(clone, first.after()).contains("site/index.html"));
    }
  }

  @Test
  void everyCommitHasAnotherPageAndTheSameDockerfile() throws Exception {
    try (SampleRepository sample = SampleRepository.open(folder.resolve("hello.git"))) {
      String first = sample.commit(NOW).after();
      String second = sample.commit(NOW).after();

      assertEquals(
          blob(sample.repository(), first, "Dockerfile"),
          blob(sample.repository(), second, "Dockerfile"));
      assertNotEquals(
          blob(sample.repository(), first, "site/index.html"),
          blob(sample.repository(), second, "site/index.html"));
    }
  }

  @Test
  void pushesAndTheOldProtocolAreNotServed() throws Exception {
    try (SampleRepository sample = SampleRepository.open(folder.resolve("hello.git"));
        GitServer server = GitServer.start(sample.repository(), 0)) {
      sample.commit(NOW);

      assertEquals(404, get(server.cloneUrl() + "/info/refs?service=git-receive-pack"));
      assertEquals(404, get(server.cloneUrl() + "/info/refs"));
      assertEquals(404, get(server.cloneUrl() + "/HEAD"));
    }
  }

  @Test
  void aPortThatIsTakenIsReplaced() throws Exception {
    try (SampleRepository sample = SampleRepository.open(folder.resolve("hello.git"));
        ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GitServer server = GitServer.start(sample.repository(), somebody.getLocalPort())) {
      assertNotEquals(somebody.getLocalPort(), URI.create(server.cloneUrl()).getPort());
    }
  }

  private static void fetch(Repository into, String url, String commit) throws Exception {
    try (Transport transport = Transport.open(into, new URIish(url))) {
      transport.setDepth(1);
      transport.fetch(
          NullProgressMonitor.INSTANCE, List.of(new RefSpec(commit + ":refs/heads/fetched")));
    }
  }

  private static String files(Repository repository, String commit) throws Exception {
    try (RevWalk walk = new RevWalk(repository);
        TreeWalk tree = new TreeWalk(repository)) {
      RevCommit parsed = walk.parseCommit(ObjectId.fromString(commit));
      tree.addTree(parsed.getTree());
      tree.setRecursive(true);
      StringBuilder files = new StringBuilder();
      while (tree.next()) {
        files.append(tree.getPathString()).append('\n');
      }
      return files.toString();
    }
  }

  private static ObjectId blob(Repository repository, String commit, String path) throws Exception {
    try (RevWalk walk = new RevWalk(repository);
        TreeWalk tree =
            TreeWalk.forPath(
                repository, path, walk.parseCommit(ObjectId.fromString(commit)).getTree())) {
      return tree.getObjectId(0);
    }
  }

  private static int get(String url) throws Exception {
    HttpResponse<Void> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(url)).GET().build(), BodyHandlers.discarding());
    return response.statusCode();
  }
}
