package dev.slipway.git.testing;

import dev.slipway.core.git.CommitSha;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository made with the real git: a working tree, and a bare one beside it to fetch from. */
public final class TestingRepository {

  private final Path work;
  private final Path bare;

  private TestingRepository(Path work, Path bare) {
    this.work = work;
    this.bare = bare;
  }

  /**
   * @param folder to be served; the repository is {@code name} in it
   */
  public static TestingRepository create(Path folder, String name) throws IOException {
    Path work = Files.createDirectories(folder.resolveSibling(name + "-work"));
    Path bare = folder.resolve(name);
    Files.createDirectories(folder);
    TestingRepository repository = new TestingRepository(work, bare);
    repository.git("init", "-q", "-b", "main");
    run(folder, "git", "init", "-q", "--bare", "-b", "main", bare.toString());
    repository.git("remote", "add", "origin", bare.toString());
    return repository;
  }

  /** Commits files by path and pushes the branch. */
  public CommitSha commit(String message, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path target = work.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    git("push", "-q", "--force", "origin", "HEAD");
    return head();
  }

  public CommitSha head() throws IOException {
    return new CommitSha(git("rev-parse", "HEAD").strip());
  }

  public Path workTree() {
    return work;
  }

  public Path bare() {
    return bare;
  }

  /** Runs git in the working tree. */
  public String git(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=ada@example.com",
                "-c",
                "commit.gpgsign=false"));
    command.addAll(List.of(arguments));
    return run(work, command.toArray(new String[0]));
  }

  private static String run(Path folder, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return output;
  }
}
