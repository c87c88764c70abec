package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import dev.slipway.core.image.Digest;
import dev.slipway.core.secret.RegistryToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and engines use, as it is installed on the machine. */
@QuarkusTest
@QuarkusTestResource(RegistryResource.class)
class ClientsTest {

  private static final String REPOSITORY = "public/clients/demo";

  @TestHTTPResource("/")
  URI base;

  @TempDir Path directory;

  private Http build;
  private Tool skopeo;
  private Tool buildah;
  private String host;

  @BeforeEach
  void findTools() throws IOException {
    build = Http.build(base, REPOSITORY);
    host = base.getHost() + ":" + base.getPort();
    // No login of the machine's user may take part.
    Map<String, String> environment =
        Map.of(
            "REGISTRY_AUTH_FILE",
            Files.writeString(directory.resolve("auth.json"), "{}").toString());
    skopeo = new Tool("skopeo", directory, environment);
    buildah = new Tool("buildah", directory, environment);
  }

  @Test
  void skopeoCopiesIntoTheRegistryAndBack() throws IOException {
    skopeo.require();
    copyIn("oci:" + ociLayout() + ":latest", "skopeo");

    skopeo.run(
        "copy",
        "--src-tls-verify=false",
        "docker://" + image("skopeo"),
        "dir:" + directory.resolve("back"));

    Digest pushed = Digest.of(build.send("GET", "/v2/" + REPOSITORY + "/manifests/skopeo").body());
    assertEquals(pushed, Digest.of(Files.readAllBytes(directory.resolve("back/manifest.json"))));
  }

  @Test
  void skopeoPushesDockersFormatFromAFolder() throws IOException {
    skopeo.require();
    copyIn("oci:" + ociLayout() + ":latest", "as-docker", "--format", "v2s2");
    skopeo.run(
        "copy",
        "--src-tls-verify=false",
        "docker://" + image("as-docker"),
        "dir:" + directory.resolve("d"));

    copyIn("dir:" + directory.resolve("d"), "from-dir");

    String manifest =
        new String(
            build.send("GET", "/v2/" + REPOSITORY + "/manifests/from-dir").body(),
            StandardCharsets.UTF_8);
    assertTrue(manifest.contains("vnd.docker.distribution.manifest.v2+json"), manifest);
  }

  @Test
  void skopeoInspectsListsAndDeletesAnonymouslyAndWithAToken() throws IOException {
    skopeo.require();
    copyIn("oci:" + ociLayout() + ":latest", "inspected");

    String inspected =
        skopeo.run("inspect", "--tls-verify=false", "docker://" + image("inspected"));
    assertTrue(inspected.contains("\"Name\": \"" + host + "/" + REPOSITORY), inspected);
    String tags =
        skopeo.run("list-tags", "--tls-verify=false", "docker://" + host + "/" + REPOSITORY);
    assertTrue(tags.contains("\"inspected\""), tags);

    skopeo.run(
        "delete", "--tls-verify=false", "--creds", credentials(), "docker://" + image("inspected"));
    assertEquals(404, build.send("GET", "/v2/" + REPOSITORY + "/manifests/inspected").statusCode());
  }

  @Test
  void aPersonWhoPushesWithSkopeoReadsWhyNot() throws IOException {
    skopeo.require();
    Tool.Result denied =
        skopeo.tryToRun(
            "copy",
            "--dest-tls-verify=false",
            "--dest-creds",
            TestingAccess.USER + ":" + TestingAccess.PASSWORD,
            "oci:" + ociLayout() + ":latest",
            "docker://" + image("by-hand"));

    assertNotEquals(0, denied.exitCode());
    assertTrue(
        denied.output().contains("images come from builds only; push denied"), denied.output());
  }

  @Test
  void buildahBuildsPushesAndPulls() throws IOException {
    buildah.require();
    String[] storage = {
      "--root", directory.resolve("storage").toString(),
      "--runroot", directory.resolve("run").toString(),
      "--storage-driver", "vfs"
    };
    Files.writeString(directory.resolve("hello.txt"), "hello from buildah");
    Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\nCOPY hello.txt /\n");
    buildah.run(with(storage, "build", "--isolation", "chroot", "-t", "demo", "."));

    buildah.run(
        with(
            storage,
            "push",
            "--tls-verify=false",
            "--creds",
            credentials(),
            "demo",
            "docker://" + image("buildah")));
    buildah.run(with(storage, "rmi", "--all"));
    String pulled =
        buildah.run(with(storage, "pull", "--tls-verify=false", "docker://" + image("buildah")));

    assertTrue(pulled.contains(host + "/" + REPOSITORY), pulled);
    assertEquals(200, build.send("HEAD", "/v2/" + REPOSITORY + "/manifests/buildah").statusCode());
  }

  @Test
  void jibPushes() throws Exception {
    // Jib sends credentials over plain HTTP only when this JVM-wide property says so.
    String property = "sendCredentialsOverHttp";
    System.setProperty(property, "true");
    try {
      Path file = Files.writeString(directory.resolve("file"), "hello from jib");
      JibContainer pushed =
          Jib.fromScratch()
              .addLayer(List.of(file), "/")
              .containerize(
                  Containerizer.to(
                          RegistryImage.named(image("jib"))
                              .addCredential(RegistryToken.USERNAME, Http.token(REPOSITORY)))
                      .setAllowInsecureRegistries(true)
                      .setBaseImageLayersCache(directory.resolve("base"))
                      .setApplicationLayersCache(directory.resolve("layers")));

      Digest there = Digest.of(build.send("GET", "/v2/" + REPOSITORY + "/manifests/jib").body());
      assertEquals(pushed.getDigest().toString(), there.value());
    } finally {
      System.clearProperty(property);
    }
  }

  private void copyIn(String source, String tag, String... options) {
    String[] arguments = {
      "copy",
      "--dest-tls-verify=false",
      "--dest-creds",
      credentials(),
      source,
      "docker://" + image(tag)
    };
    skopeo.run(Stream.concat(Stream.of(arguments), Stream.of(options)).toArray(String[]::new));
  }

  private String image(String tag) {
    return host + "/" + REPOSITORY + ":" + tag;
  }

  private static String credentials() {
    return RegistryToken.USERNAME + ":" + Http.token(REPOSITORY);
  }

  private static String[] with(String[] options, String... arguments) {
    return Stream.concat(Stream.of(options), Stream.of(arguments)).toArray(String[]::new);
  }

  private Path ociLayout() throws IOException {
    return OciLayout.write(directory.resolve("layout"));
  }
}
