package dev.slipway.service.image.tar;

import static dev.slipway.service.Api.asAdmin;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildEvent;
import dev.slipway.service.Api;
import dev.slipway.service.People;
import dev.slipway.service.TestStack;
import dev.slipway.service.baseimage.TestRegistry;
import dev.slipway.service.build.FinishBuild;
import dev.slipway.service.build.Workers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images as files, from a real registry that wants a password. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ImageTarTest {

  private static TestRegistry registry;

  @Inject FinishBuild finishBuild;
  @Inject People people;
  @Inject ObjectMapper json;
  @TempDir Path folder;

  @TestHTTPResource("/")
  URL service;

  @BeforeAll
  static void startRegistry() throws Exception {
    TestRegistry.assumeInstalled();
    registry = TestRegistry.start(true);
  }

  @AfterAll
  static void stopRegistry() throws Exception {
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void anOciArchiveIsWholeAndTakenBySkopeo() throws Exception {
    String image = newImage();
    // More than is asked for ahead.
    Digest digest = TestImage.push(registry, path(image), "amd64", "small", "x".repeat(3_000_000));
    String build = published("private", image, digest);

    Response answer = download(build, "");
    byte[] tar = answer.asByteArray();

    assertEquals(String.valueOf(tar.length), answer.header("Content-Length"));
    assertEquals("application/x-tar", answer.contentType());
    assertTrue(
        answer.header("Content-Disposition").endsWith(fileName(build, digest) + "\""),
        answer.header("Content-Disposition"));
    JsonNode index = json.readTree(entries(tar).get("index.json"));
    assertEquals(digest.value(), index.at("/manifests/0/digest").asText());
    Files.write(folder.resolve("image.tar"), tar);
    run("skopeo", "copy", "oci-archive:image.tar", "dir:copy");
    assertEquals(digest, Digest.of(Files.readAllBytes(folder.resolve("copy/manifest.json"))));
  }

  @Test
  void theSameImageIsTheSameFileAndItsChecksumTellsSo() throws Exception {
    String image = newImage();
    Digest digest = TestImage.push(registry, path(image), "amd64", "one", "two");
    String build = published("private", image, digest);

    String line =
        asAdmin().get(build + "/image.tar.sha256").then().statusCode(200).extract().asString();
    byte[] tar = download(build, "").asByteArray();

    assertEquals(Digest.of(tar).hex() + "  " + fileName(build, digest) + "\n", line);
    Files.write(folder.resolve(fileName(build, digest)), tar);
    Files.writeString(folder.resolve("sums"), line);
    run("sha256sum", "-c", "sums");
    assertArrayEquals(tar, download(build, "").asByteArray());
    // It was written down: the registry isn't read again for it.
    registry.corrupt(digestOfLayer("file1", "two"));
    assertEquals(line, asAdmin().get(build + "/image.tar.sha256").asString());
  }

  @Test
  void anArchiveForDockerNamesConfigTagsAndLayers() throws Exception {
    String image = newImage();
    Digest digest = TestImage.push(registry, path(image), "amd64", "one", "two");
    String build = published("private", image, digest);

    byte[] tar = download(build, "?format=docker").asByteArray();

    Map<String, byte[]> entries = entries(tar);
    JsonNode manifest = json.readTree(entries.get("manifest.json")).get(0);
    assertEquals(image + ":tag", manifest.at("/RepoTags/0").asText());
    assertTrue(entries.containsKey(manifest.get("Config").asText()));
    assertEquals(
        "blobs/sha256/" + digestOfLayer("file1", "two").hex(), manifest.at("/Layers/1").asText());
    Files.write(folder.resolve("image.tar"), tar);
    run("skopeo", "copy", "docker-archive:image.tar", "dir:docker");
    run("skopeo", "copy", "oci-archive:image.tar", "dir:oci");
  }

  @Test
  void anImageForSeveralPlatformsIsWholeOrForOne() throws Exception {
    String image = newImage();
    Digest digest = TestImage.pushIndex(registry, path(image), "arm64", "amd64");
    String build = published("private", image, digest);

    assertEquals(digest, top(download(build, "?format=oci")));
    String arm64 = layer("file1", "arm64");
    String amd64 = layer("file1", "amd64");
    Map<String, byte[]> all = entries(download(build, "").asByteArray());
    assertTrue(all.containsKey(arm64) && all.containsKey(amd64));
    Map<String, byte[]> one = entries(download(build, "?platform=linux/arm64").asByteArray());
    assertTrue(one.containsKey(arm64));
    assertFalse(one.containsKey(amd64));
    Map<String, byte[]> usual = entries(download(build, "?format=docker").asByteArray());
    assertTrue(usual.containsKey(amd64));
    assertFalse(usual.containsKey(arm64));
    asAdmin()
        .get(build + "/image.tar?platform=linux/riscv64")
        .then()
        .statusCode(422)
        .body("field", equalTo("platform"))
        .body("detail", containsString("linux/arm64, linux/amd64"));
  }

  @ParameterizedTest
  @CsvSource({"format, zip", "platform, linux", "platform, linux/s390x"})
  void whatThereIsNotIsRefusedByField(String field, String value) throws Exception {
    String image = newImage();
    String build = published("private", image, TestImage.push(registry, path(image), "amd64", "x"));

    for (String file : List.of("/image.tar", "/image.tar.sha256")) {
      asAdmin()
          .queryParam(field, value)
          .get(build + file)
          .then()
          .statusCode(422)
          .body("field", equalTo(field));
    }
  }

  @Test
  void aBlobThatIsNotWhatItsDigestSaysBreaksTheAnswerOff() throws Exception {
    String image = newImage();
    Digest digest =
        TestImage.push(registry, path(image), "amd64", "y".repeat(2_000_000), "the last one");
    String build = published("private", image, digest);
    registry.corrupt(digestOfLayer("file1", "the last one"));

    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service + build.substring(1) + "/image.tar"))
            .header("Authorization", "Bearer " + Api.ADMIN_TOKEN)
            .build();
    assertThrows(
        IOException.class,
        () -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray()));
    asAdmin()
        .get(build + "/image.tar.sha256")
        .then()
        .statusCode(502)
        .body("detail", containsString("another digest"));
  }

  @Test
  void anImageThatIsGoneIsTakenFromTheNextDestinationOrNotFound() throws Exception {
    String image = newImage();
    String second = newImage();
    Digest digest = TestImage.push(registry, path(image), "amd64", "gone");
    TestImage.push(registry, path(second), "amd64", "gone");
    String build = published("private", List.of(image, second), digest);

    registry.delete(path(image), digest);
    download(build, "");
    registry.delete(path(second), digest);
    asAdmin()
        .get(build + "/image.tar")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", containsString("doesn't have"));
  }

  @Test
  void aRegistryThatIsGoneIsNamed() throws Exception {
    TestRegistry other = TestRegistry.start(true);
    String image = other.host() + "/acme/gone";
    Digest digest = TestImage.push(other, "acme/gone", "amd64", "x");
    String build = published("private", image, digest);
    other.close();

    asAdmin()
        .get(build + "/image.tar")
        .then()
        .statusCode(502)
        .contentType("application/problem+json")
        .body("detail", containsString(other.host()));
  }

  @Test
  void aBuildWithoutAnImageHasNoFile() throws Exception {
    String build = "/api/v1/builds/" + build(Api.create(Api.newName(), "private"));

    asAdmin()
        .get(build + "/image.tar")
        .then()
        .statusCode(404)
        .body("detail", containsString("no image"));
  }

  @Test
  void thoseWhoMaySeeTheBuildMayHaveItsImage() throws Exception {
    String image = newImage();
    Digest digest = TestImage.push(registry, path(image), "amd64", "x");
    String open = published("public", image, digest);
    String hidden = published("private", image, digest);

    for (String file : List.of("/image.tar", "/image.tar.sha256")) {
      Api.anonymously().get(open + file).then().statusCode(200);
      Api.anonymously().head(open + file).then().statusCode(200);
      Api.anonymously().get(hidden + file).then().statusCode(401);
      people.somebody().request().get(hidden + file).then().statusCode(404);
    }
    Response head = Api.anonymously().head(open + "/image.tar");
    assertEquals(download(open, "").header("Content-Length"), head.header("Content-Length"));
  }

  private Response download(String build, String query) {
    return asAdmin().get(build + "/image.tar" + query).then().statusCode(200).extract().response();
  }

  private Digest top(Response tar) throws IOException {
    return new Digest(
        json.readTree(entries(tar.asByteArray()).get("index.json"))
            .at("/manifests/0/digest")
            .asText());
  }

  private String published(String visibility, String image, Digest digest) {
    return published(visibility, List.of(image), digest);
  }

  /** The path of a build that published an image to some destinations. */
  private String published(String visibility, List<String> images, Digest digest) {
    String name = Api.newName();
    Map<String, Object> body = new HashMap<>(Api.repository(name, visibility));
    body.put(
        "destinations",
        images.stream()
            .map(
                image ->
                    Map.of(
                        "image", image,
                        "username", TestRegistry.USER,
                        "password", TestRegistry.PASSWORD))
            .toList());
    asAdmin().body(body).post(Api.REPOSITORIES).then().statusCode(201);
    UUID build = build(name);
    finishBuild.finish(
        build,
        1,
        Instant.now(),
        new BuildEvent.Outcome(
            BuildEvent.Status.SUCCESS,
            "Published.",
            null,
            null,
            "native",
            digest.value(),
            1,
            images.stream().map(image -> image + ":tag").toList(),
            List.of(),
            null));
    return "/api/v1/builds/" + build;
  }

  private static UUID build(String repository) {
    String id =
        asAdmin()
            .body(Map.of("type", "branch", "ref", "main"))
            .post(Api.REPOSITORIES + "/" + repository + "/builds")
            .then()
            .statusCode(201)
            .extract()
            .path("items[0].id");
    Workers.claim(UUID.fromString(id), "w1", 1).statusCode(200);
    return UUID.fromString(id);
  }

  private static String newImage() {
    return registry.host() + "/acme/i" + UUID.randomUUID();
  }

  private static String path(String image) {
    return image.substring(image.indexOf('/') + 1);
  }

  private static String fileName(String build, Digest digest) {
    String repository = asAdmin().get(build).then().extract().path("repository");
    return repository.replace('/', '-') + "-latest-" + digest.hex().substring(0, 12) + ".tar";
  }

  private static String layer(String name, String content) throws IOException {
    return "blobs/sha256/" + digestOfLayer(name, content).hex();
  }

  private static Digest digestOfLayer(String name, String content) throws IOException {
    return Digest.of(TestImage.layer(name, content).getBytes(StandardCharsets.US_ASCII));
  }

  private static Map<String, byte[]> entries(byte[] tar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private void run(String... command) throws Exception {
    Process running =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, running.waitFor(), output);
  }
}
