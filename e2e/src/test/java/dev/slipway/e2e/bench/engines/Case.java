package dev.slipway.e2e.bench.engines;

import dev.slipway.e2e.stack.GitWorkTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** What is built. The same round and mode give the same files, whoever builds them. */
enum Case {
  BUSYBOX("two-line busybox", false) {
    @Override
    void write(GitWorkTree tree, int round, Mode mode) {
      tree.write("Dockerfile", "FROM busybox\nCOPY hello.txt /app/\n" + label(round, mode));
      tree.write("hello.txt", small(round, mode));
    }
  },
  RANDOM_FILE("50 MB random file", false) {
    @Override
    void write(GitWorkTree tree, int round, Mode mode) {
      tree.write(
          "Dockerfile",
          "FROM busybox\nCOPY data.bin /app/\nCOPY hello.txt /app/\n" + label(round, mode));
      tree.write("hello.txt", small(round, mode));
      if (mode == Mode.COLD) {
        random(tree.path().resolve("data.bin"), round);
      }
    }
  },
  FILES("500 files", false) {
    @Override
    void write(GitWorkTree tree, int round, Mode mode) {
      tree.write("Dockerfile", "FROM busybox\nCOPY app /app/\n" + label(round, mode));
      for (int i = 0; i < FILE_COUNT; i++) {
        String path = "app/folder-" + i % 20 + "/file-" + i + ".txt";
        tree.write(path, ("line " + i + " of round " + round + "\n").repeat(200));
      }
      tree.write("app/hello.txt", small(round, mode));
    }
  },
  STAGES("multi-stage RUN", true) {
    @Override
    void write(GitWorkTree tree, int round, Mode mode) {
      tree.write(
          "Dockerfile",
          """
          FROM busybox AS tools
          RUN mkdir /tools && echo round %d > /tools/version
          FROM busybox AS build
          COPY --from=tools /tools /tools
          COPY src /src
          RUN cat /src/* /tools/version > /out.txt && wc -c /out.txt
          FROM busybox
          COPY --from=build /out.txt /app/
          """
                  .formatted(round)
              + label(round, mode));
      for (int i = 0; i < 20; i++) {
        tree.write("src/part-" + i + ".txt", ("part " + i + " of " + round + "\n").repeat(500));
      }
      tree.write("src/hello.txt", small(round, mode));
    }
  },
  APT("apt-get RUN", true) {
    @Override
    void write(GitWorkTree tree, int round, Mode mode) {
      tree.write(
          "Dockerfile",
          """
          FROM debian:bench
          RUN echo round %d && apt-get update && apt-get install -y --no-install-recommends hello
          COPY hello.txt /app/
          """
                  .formatted(round)
              + label(round, mode));
      tree.write("hello.txt", small(round, mode));
    }
  };

  private static final int FILE_COUNT = 500;
  private static final int RANDOM_BYTES = 50_000_000;

  private final String words;
  private final boolean runs;

  Case(String words, boolean runs) {
    this.words = words;
    this.runs = runs;
  }

  String words() {
    return words;
  }

  /** Whether the Dockerfile has RUN. */
  boolean runs() {
    return runs;
  }

  /** Brings a clone to what is to be built. */
  abstract void write(GitWorkTree tree, int round, Mode mode);

  /** The one file that the modes after {@link Mode#COLD} have changed. */
  static String small(int round, Mode mode) {
    return "round " + round + (mode == Mode.COLD ? " at first\n" : " changed\n");
  }

  static String label(int round, Mode mode) {
    boolean added = mode == Mode.FRESH_CLONE || mode == Mode.IDENTICAL;
    return added ? "LABEL round=" + round + "\n" : "";
  }

  private static void random(Path file, int round) {
    byte[] bytes = new byte[RANDOM_BYTES];
    new Random(round).nextBytes(bytes);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
