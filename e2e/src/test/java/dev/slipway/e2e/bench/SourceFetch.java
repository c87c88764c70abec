package dev.slipway.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefName;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.e2e.stack.Commands;
import dev.slipway.e2e.stack.GitHttpServer;
import dev.slipway.worker.source.GitSources;
import dev.slipway.worker.source.SourceLimits;
import dev.slipway.worker.source.SourceRequest;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import dev.slipway.worker.source.lfs.LfsLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long it takes until all files of a new commit have been read: fetched into a worker's cache
 * that has the commit before, and streamed from there, beside {@code git clone --depth 1}. Both
 * fetch from the same {@code git http-backend}, in turn.
 */
public final class SourceFetch {

  private static final int FILES = 6_000;
  private static final int FOLDERS = 120;
  private static final int LONGEST_FILE = 8_000;
  private static final int WARM_UP = 5;
  private static final int RUNS = 15;
  private static final long GIGABYTE = 1_000_000_000;

  private final Path folder;
  private final Path work;
  private final String url;
  private final GitSources sources;
  private final Random random = new Random(1);

  private SourceFetch(Path folder, String url) {
    this.folder = folder;
    this.work = folder.resolve("work");
    this.url = url;
    this.sources =
        new GitSources(
            folder.resolve("cache"),
            AddressPolicy.parse("*"),
            List.of(),
            "",
            new SourceLimits(1_000_000, GIGABYTE, GIGABYTE),
            new LfsLimits(GIGABYTE, GIGABYTE, GIGABYTE));
  }

  /**
   * @param arguments the folder for {@code source-fetch.md} and {@code source-fetch.json}
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("slipway-bench");
    Path served = Files.createDirectories(folder.resolve("git"));
    try (GitHttpServer git = GitHttpServer.open(served)) {
      SourceFetch bench = new SourceFetch(folder, git.url("many"));
      bench.prepare(served);
      bench.run(Path.of(arguments[0]));
    }
    Commands.run(served, "rm", "-rf", folder.toString());
  }

  private void prepare(Path served) throws IOException {
    Commands.run(served, "git", "init", "-q", "--bare", "-b", "main", "many.git");
    Commands.run(folder, "git", "init", "-q", "-b", "main", work.toString());
    for (int i = 0; i < FILES; i++) {
      Path file = work.resolve("folder-" + i % FOLDERS).resolve("file-" + i + ".txt");
      Files.createDirectories(file.getParent());
      Files.writeString(file, text(random.nextInt(LONGEST_FILE)));
    }
    git("remote", "add", "origin", served.resolve("many.git").toString());
  }

  /** Words that compress about as well as source code does. */
  private String text(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(Integer.toString(random.nextInt(50_000), Character.MAX_RADIX))
          .append(random.nextInt(8) == 0 ? '\n' : ' ');
    }
    return text.toString();
  }

  private void run(Path results) throws Exception {
    List<Double> slipway = new ArrayList<>();
    List<Double> clone = new ArrayList<>();
    for (int i = 0; i < WARM_UP + RUNS; i++) {
      CommitSha commit = push(i);
      double ours = slipway(commit);
      double theirs = gitClone(i);
      if (i >= WARM_UP) {
        slipway.add(ours);
        clone.add(theirs);
      }
    }
    write(results, slipway, clone);
  }

  private CommitSha push(int round) throws IOException {
    for (int i = 0; i < 10; i++) {
      Path file = work.resolve("folder-" + i).resolve("file-" + i + ".txt");
      Files.writeString(file, text(random.nextInt(LONGEST_FILE)));
    }
    git("add", "-A");
    git("commit", "-q", "-m", "round " + round);
    git("push", "-q", "origin", "HEAD");
    return new CommitSha(git("rev-parse", "HEAD").strip());
  }

  private String git(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=b", "-c", "user.email=b@example.com"));
    command.addAll(List.of(arguments));
    return Commands.run(work, command.toArray(String[]::new));
  }

  private double slipway(CommitSha commit) throws Exception {
    Source source = new Source(GitProvider.GIT, url, null, null, null, null);
    long start = System.nanoTime();
    int files;
    try (SourceTree tree =
        sources.fetch(
            new SourceRequest("bench", source, RefName.branch("main"), commit), line -> {})) {
      files = stream(tree, tree.find("").orElseThrow());
    }
    double millis = millisSince(start);
    if (files != FILES) {
      throw new IllegalStateException(files + " files where " + FILES + " were committed");
    }
    return millis;
  }

  private static int stream(SourceTree tree, Entry directory) throws IOException {
    int files = 0;
    for (Entry entry : tree.children(directory)) {
      if (entry.kind() == Kind.DIRECTORY) {
        files += stream(tree, entry);
      } else {
        try (InputStream in = tree.open(entry)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
        files++;
      }
    }
    return files;
  }

  private double gitClone(int round) throws IOException {
    Path clone = folder.resolve("clone-" + round);
    long start = System.nanoTime();
    Commands.run(folder, "git", "clone", "-q", "--depth", "1", url, clone.toString());
    double millis = millisSince(start);
    Commands.run(folder, "rm", "-rf", clone.toString());
    return millis;
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static void write(Path results, List<Double> slipway, List<Double> clone)
      throws IOException {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < slipway.size(); i++) {
      ratios.add(slipway.get(i) / clone.get(i));
    }
    Files.createDirectories(results);
    String table =
        """
        # A new commit's files, fetched and read

        %d files in %d folders, of which the commit changes 10; %d rounds in turn after %d unmeasured ones, on %d processors with JDK %s.

        | | minimum | median | maximum |
        |---|---|---|---|
        | Slipway, fetch and stream (ms) | %s |
        | git clone --depth 1 (ms) | %s |
        | ratio, round by round | %s |
        """
            .formatted(
                FILES,
                FOLDERS,
                RUNS,
                WARM_UP,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                row(slipway, "%.0f"),
                row(clone, "%.0f"),
                row(ratios, "%.2f"));
    Files.writeString(results.resolve("source-fetch.md"), table);
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(
            results.resolve("source-fetch.json").toFile(),
            Map.of("unit", "ms", "slipway", slipway, "clone", clone, "ratio", ratios));
    System.out.print(table);
  }

  private static String row(List<Double> values, String format) {
    List<Double> sorted = values.stream().sorted().toList();
    return String.format(format, sorted.get(0))
        + " | "
        + String.format(format, sorted.get(sorted.size() / 2))
        + " | "
        + String.format(format, sorted.get(sorted.size() - 1));
  }
}
