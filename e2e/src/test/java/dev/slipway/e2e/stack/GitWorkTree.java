package dev.slipway.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/** A developer's clone, driven by the real git, with a bare repository behind it. */
public final class GitWorkTree {

  private static final Map<String, String> IDENTITY =
      Map.of(
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@example.org",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@example.org",
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_SYSTEM", "/dev/null");

  private final Path tree;

  private GitWorkTree(Path tree) {
    this.tree = tree;
  }

  /** Makes a bare repository {@code <root>/<name>.git} and a clone of it beside. */
  public static GitWorkTree create(Path root, String name) {
    Path bare = root.resolve(name + ".git");
    Path tree = root.resolve(name + ".worktree");
    try {
      Files.createDirectories(bare);
      Files.createDirectories(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Commands.run(bare, IDENTITY, "git", "init", "-q", "--bare", "-b", "main", ".");
    Commands.run(bare, IDENTITY, "git", "config", "http.receivepack", "true");
    Commands.run(tree, IDENTITY, "git", "init", "-q", "-b", "main", ".");
    Commands.run(tree, IDENTITY, "git", "remote", "add", "origin", bare.toString());
    return new GitWorkTree(tree);
  }

  /** The clone that {@link #create} has made. */
  public static GitWorkTree open(Path root, String name) {
    return new GitWorkTree(root.resolve(name + ".worktree"));
  }

  /** Where the files are. */
  public Path path() {
    return tree;
  }

  /** Writes a text file. */
  public GitWorkTree write(String path, String content) {
    try {
      Path file = tree.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a folder's files, links and modes into the clone. */
  public GitWorkTree copyFrom(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Path target = tree.resolve(folder.relativize(file).toString());
              Files.createDirectories(target.getParent());
              Files.copy(
                  file,
                  target,
                  LinkOption.NOFOLLOW_LINKS,
                  StandardCopyOption.COPY_ATTRIBUTES,
                  StandardCopyOption.REPLACE_EXISTING);
              return FileVisitResult.CONTINUE;
            }
          });
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits everything and returns the commit. */
  public String commit(String message) {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    return git("rev-parse", "HEAD").strip();
  }

  /** Pushes for real. */
  public void push(String... refspecs) {
    String[] arguments = new String[refspecs.length + 3];
    arguments[0] = "push";
    arguments[1] = "-q";
    arguments[2] = "origin";
    System.arraycopy(refspecs, 0, arguments, 3, refspecs.length);
    git(arguments);
  }

  /** Any git command in the clone. */
  public String git(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Commands.run(tree, IDENTITY, command);
  }
}
