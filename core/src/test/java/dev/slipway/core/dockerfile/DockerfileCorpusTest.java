package dev.slipway.core.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole files: a folder a case, with a {@code Dockerfile}, what is asked of it ({@code
 * request.properties}, optional) and what comes out ({@code expected.txt}).
 */
class DockerfileCorpusTest {

  @ParameterizedTest
  @MethodSource("cases")
  void readsPlansAndExpands(String name) throws IOException, URISyntaxException {
    Path folder = folder().resolve(name);
    String dump =
        DockerfileDump.of(Files.readAllBytes(folder.resolve("Dockerfile")), request(folder));
    assertEquals(Files.readString(folder.resolve("expected.txt")), dump);
  }

  static Stream<String> cases() throws IOException, URISyntaxException {
    try (Stream<Path> folders = Files.list(folder())) {
      return folders.map(path -> path.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static PlanRequest request(Path folder) throws IOException {
    Path file = folder.resolve("request.properties");
    Properties properties = new Properties();
    properties.load(new StringReader(Files.exists(file) ? Files.readString(file) : ""));
    Map<String, String> buildArgs = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("arg.")) {
        buildArgs.put(name.substring("arg.".length()), properties.getProperty(name));
      }
    }
    return new PlanRequest(
        properties.getProperty("target"),
        buildArgs,
        properties.getProperty("platform", "linux/amd64"));
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(DockerfileCorpusTest.class.getResource("/dockerfile/cases").toURI());
  }
}
