package dev.slipway.core.dockerfile.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** What a seed stands for: a generated or a known file, as it is or damaged. */
final class FuzzCase {

  private static final byte[] COMMENT = "\n# c\n".getBytes(StandardCharsets.UTF_8);
  private static final List<byte[]> CORPUS = corpus();

  private final Random random;
  private final byte[] content;

  FuzzCase(long seed) {
    this.random = new Random(seed);
    byte[] file = file();
    this.content = random.nextInt(4) == 0 ? file : new Mutation(random).of(file, file());
  }

  /** The Dockerfile of this seed. */
  byte[] content() {
    return content.clone();
  }

  /** Runs it and throws {@link IllegalStateException} where something doesn't hold. */
  void run() {
    FrontEndRun first = FrontEndRun.of(content);
    if (!first.record().equals(FrontEndRun.of(content).record())) {
      throw new IllegalStateException("the same bytes give another result");
    }
    if (first.digest() != null) {
      byte[] commented = new byte[content.length + COMMENT.length];
      System.arraycopy(content, 0, commented, 0, content.length);
      System.arraycopy(COMMENT, 0, commented, content.length, COMMENT.length);
      if (!Objects.equals(first.digest(), FrontEndRun.of(commented).digest())) {
        throw new IllegalStateException("a comment at the end changes the digest");
      }
    }
    new IgnoreRun(random).run();
  }

  private byte[] file() {
    return random.nextInt(5) == 0
        ? CORPUS.get(random.nextInt(CORPUS.size()))
        : new Grammar(random).file().getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> corpus() {
    try (Stream<Path> files =
        Files.walk(Path.of(FuzzCase.class.getResource("/dockerfile/cases").toURI()))) {
      return files
          .filter(path -> path.endsWith("Dockerfile"))
          .sorted()
          .map(FuzzCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
