package dev.slipway.core.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The language as a table that people can read: {@code conformance.txt} holds fragments, each with
 * all that comes out of the front end. A fragment is built with the build argument {@code
 * GIVEN=given} where it names that, for {@code linux/arm64} on {@code linux/amd64}.
 *
 * <pre>
 * ## 8 ENV sees the old value
 * FROM scratch
 * ENV x=1
 * --
 * STAGE 0 …
 * </pre>
 *
 * In fragments {@code \r}, {@code \t}, {@code \u0000} and {@code \ufeff} in pointed brackets stand
 * for those characters: {@code <\r>}.
 */
class ConformanceTest {

  record Entry(String name, String fragment, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void comesOutAsTheTableSays(Entry entry) {
    assertEquals(
        entry.expected(),
        DockerfileDump.of(entry.fragment().getBytes(StandardCharsets.UTF_8), request(entry))
            .strip());
  }

  private static PlanRequest request(Entry entry) {
    Map<String, String> args =
        entry.fragment().contains("GIVEN") ? Map.of("GIVEN", "given") : Map.of();
    return new PlanRequest(null, args, "linux/arm64", "linux/amd64");
  }

  static List<Entry> table() throws IOException {
    try (InputStream in =
        ConformanceTest.class.getResourceAsStream("/dockerfile/conformance.txt")) {
      List<Entry> entries = new ArrayList<>();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String block : text.split("(?m)^## ", -1)) {
        if (!entries.isEmpty() || block.contains("\n--\n")) {
          entries.add(entry(block));
        }
      }
      assertFalse(entries.isEmpty());
      return entries;
    }
  }

  private static Entry entry(String block) {
    int end = block.indexOf('\n');
    int line = block.indexOf("\n--\n");
    String fragment = block.substring(end + 1, Math.max(end + 1, line));
    return new Entry(
        block.substring(0, end), characters(fragment), block.substring(line + 4).strip());
  }

  private static String characters(String fragment) {
    return fragment
        .replace("<\\r>", "\r")
        .replace("<\\t>", "\t")
        .replace("<\\u0000>", "\u0000")
        .replace("<\\ufeff>", "\ufeff");
  }
}
