package dev.slipway.core.dockerfile.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A part of the fuzzer's seeds, and how its work grows; {@link DockerfileFuzz} runs for longer. */
class FuzzSeedsTest {

  private static final int SEEDS_OF_A_TEST = 400;

  /** Doubling arrays may double once more than the input; twice as much again is far too much. */
  private static final double MAX_GROWTH = 2.0;

  /** What a run allocates whatever it is given. */
  private static final long FLOOR = 2_000_000;

  @ParameterizedTest
  @MethodSource("firstSeeds")
  void whatHasToHoldHoldsForEverySeed(long first) {
    for (long seed = first; seed < first + SEEDS_OF_A_TEST; seed++) {
      long current = seed;
      assertDoesNotThrow(() -> new FuzzCase(current).run(), () -> "seed " + current);
    }
  }

  static LongStream firstSeeds() {
    return LongStream.range(0, 4).map(i -> 1 + i * SEEDS_OF_A_TEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "FROM a\\nRUN | x\\\\\\n|",
        "| ARG a=b\\n| FROM a",
        "FROM scratch\\n| ENV a$b=$c${d:-e}\\n|",
        "FROM scratch\\n| LABEL a=${b//c/d}\\n|",
        "FROM scratch\\nENV | a=b c=\\\\\\n|",
        "FROM scratch\\n| RUN --mount=from=b x\\n|",
        "FROM scratch\\n| COPY --from=b c d\\n|",
        "FROM scratch\\n| COPY <<E /x\\ny\\nE\\n|",
        "FROM scratch\\n| EXPOSE 1-2 $p\\n|",
        "FROM scratch\\nCMD [| \"a\",\\\\\\n| \"b\"]",
        "FROM scratch\\n| CMD [\"a\"]\\n|",
        "FROM scratch\\n| NOPE\\n|",
        "FROM scratch\\n| Cmd x\\n|",
        "FROM scratch\\n| ONBUILD RUN x\\n|"
      })
  void workGrowsNoFasterThanTheFile(String start, String piece, String end) {
    int pieces = 1_000;
    allocated(file(start, piece, 100, end)); // so that classes are loaded
    long small = allocated(file(start, piece, pieces, end));
    long large = allocated(file(start, piece, 4 * pieces, end));
    assertTrue(
        large < FLOOR + 4 * MAX_GROWTH * small, "4 times the file: " + small + " to " + large);
  }

  @Test
  void filesOfAMillionLinesAreReadOrRefused() {
    FrontEndRun.of(file("FROM scratch\\n", "#\\n", 1_000_000, ""));
    FrontEndRun.of(file("FROM scratch\\nRUN a", "\\\\\\n", 1_000_000, ""));
    FrontEndRun.of(file("", "\\n", 1_000_000, "FROM scratch"));
  }

  @Test
  void linesOfTenMegabytesAreReadOrRefused() {
    FrontEndRun.of(file("FROM scratch\\nLABEL a=", "$a\\u0000", 3_000_000, ""));
    FrontEndRun.of(file("# ", "x", 10_000_000, "\\nFROM scratch"));
    FrontEndRun.of(file("FROM scratch\\nCOPY <<E /x\\n", "x", 10_000_000, "\\nE"));
  }

  private static long allocated(byte[] content) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    FrontEndRun.of(content);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static byte[] file(String start, String piece, int times, String end) {
    String text = unescaped(start) + unescaped(piece).repeat(times) + "\n" + unescaped(end);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String unescaped(@Nullable String text) {
    return text == null
        ? ""
        : text.replace("\\\\", "\u0001")
            .replace("\\n", "\n")
            .replace("\\u0000", "\u0000")
            .replace("\u0001", "\\");
  }
}
