package dev.slipway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.stack.Commands;
import dev.slipway.e2e.stack.DockerEngine;
import dev.slipway.e2e.stack.Project;
import dev.slipway.e2e.stack.Requirements;
import dev.slipway.e2e.stack.Stack;
import dev.slipway.e2e.stack.Standalone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An image of the embedded registry as a file, read by the tools that people have. */
@ExtendWith(Stack.Extension.class)
class ImageFileTest {

  @TempDir Path folder;

  @Test
  void aTarOfTheImageIsLoadedByDockerAndReadBySkopeo(Stack stack) throws Exception {
    Requirements.programs("dockerd", "curl", "skopeo");
    JsonNode build = built(stack.newProject("file"));
    String image = stack.standalone().url() + "/api/v1/builds/" + build.path("id").asText();

    curl(image + "/image.tar?format=docker");
    Path tar = onlyFile();
    Commands.run(
        folder,
        "sh",
        "-c",
        "curl -fsS -H \"$0\" \"$1\" | sha256sum -c",
        bearer(),
        image + "/image.tar.sha256?format=docker");
    try (DockerEngine docker =
        DockerEngine.start(
            Files.createTempDirectory(Path.of("/tmp"), "de"), stack.openRegistry().host())) {
      String loaded = docker.run(folder, "load", "-i", tar.toString());
      assertTrue(loaded.contains("Loaded image"), loaded);
    }
    Files.delete(tar);

    curl(image + "/image.tar?format=oci");
    String digest =
        Commands.run(
                folder, "skopeo", "inspect", "--format", "{{.Digest}}", "oci-archive:" + onlyFile())
            .strip();
    assertEquals(build.path("digest").asText(), digest);
  }

  private static JsonNode built(Project project) {
    assertEquals(202, project.deliver(project.push("first")).status());
    return project.slipway().awaitBuilds(project.name(), 1).get(0);
  }

  private void curl(String url) {
    Commands.run(folder, "curl", "-fsSOJ", "-H", bearer(), url);
  }

  private static String bearer() {
    return "Authorization: Bearer " + Standalone.ADMIN_TOKEN;
  }

  private Path onlyFile() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".tar")).findFirst().orElseThrow();
    }
  }
}
