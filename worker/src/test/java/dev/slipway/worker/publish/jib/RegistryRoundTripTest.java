package dev.slipway.worker.publish.jib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.worker.Requirements;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.TestingTar;
import dev.slipway.worker.publish.BaseImage;
import dev.slipway.worker.publish.BlobCache;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.ImageDestination;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RegistryRoundTripTest {

  @RegisterExtension static final RealRegistry REGISTRY = RealRegistry.open();
  @RegisterExtension static final RealRegistry PROTECTED = RealRegistry.withPassword();

  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final Retries NO_WAITING = new Retries(List.of(Duration.ZERO), time -> {});

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();
  private final RegistryTransport transport = new RegistryTransport("*");

  @Test
  void aPushedImageIsThereByteForByte() throws Exception {
    TestingImage image = TestingImage.of(new TestingTar().file("hello", "hi"));
    Destination destination = open("demo/hello");

    upload(image, destination);
    List<String> tags = tag(image, destination, List.of("v1", "latest"));

    assertEquals(
        List.of(REGISTRY.host() + "/demo/hello:v1", REGISTRY.host() + "/demo/hello:latest"), tags);
    assertEquals(
        new String(image.manifest(), StandardCharsets.UTF_8),
        REGISTRY.get("/v2/demo/hello/manifests/v1").body());
  }

  @Test
  void anUploadAloneMovesNoTag() throws Exception {
    TestingImage image = TestingImage.of(new TestingTar().file("hello", "untagged"));

    upload(image, open("demo/untagged"));

    assertEquals(404, REGISTRY.get("/v2/demo/untagged/manifests/latest").statusCode());
    assertEquals(200, REGISTRY.get("/v2/demo/untagged/manifests/" + image.digest()).statusCode());
  }

  @Test
  void aSecondUploadSendsNothing() throws Exception {
    TestingImage image = TestingImage.of(new TestingTar().file("hello", "twice"));
    upload(image, open("demo/twice"));
    log.clear();

    upload(image, open("demo/twice"));

    assertEquals(2, log.stream().filter(line -> line.endsWith("is there")).count(), log::toString);
  }

  @Test
  void aLayerOfTheSameRegistryIsMounted() throws Exception {
    TestingTar layer = new TestingTar().file("big", "base layer");
    upload(TestingImage.of(layer), open("demo/base"));
    log.clear();
    ImageReference origin = ImageReference.parse(REGISTRY.host() + "/demo/base:latest");

    upload(TestingImage.of(layer, "\"author\":\"x\",", origin), open("demo/derived"));

    assertTrue(log.stream().anyMatch(line -> line.endsWith("mounted")), log::toString);
  }

  @Test
  void aPasswordIsSentWhereItIsAskedFor() throws Exception {
    TestingImage image = TestingImage.of(new TestingTar().file("hello", "secret"));
    Destination destination =
        new Destination(
            PROTECTED.host() + "/demo/private", RealRegistry.USER, RealRegistry.PASSWORD, true);

    upload(image, destination);
    tag(image, destination, List.of("latest"));
    BaseImage pulled =
        bases("")
            .resolve(
                ImageReference.parse(PROTECTED.host() + "/demo/private"),
                AMD64,
                new RegistryLogin(RealRegistry.USER, RealRegistry.PASSWORD));

    assertEquals(image.digest(), pulled.digest());
    assertArrayEquals(bytesOf(image), open(pulled));
  }

  @Test
  void aWrongPasswordIsSaidAndNotShown() {
    Destination destination =
        new Destination(PROTECTED.host() + "/demo/private", RealRegistry.USER, "wr0ng", true);

    IOException failure =
        assertThrows(
            IOException.class,
            () -> upload(TestingImage.of(new TestingTar().file("a", "a")), destination));

    assertEquals(
        "registry "
            + PROTECTED.host()
            + " refused the credentials (401) of destination "
            + PROTECTED.host()
            + "/demo/private; check its user name and password or token",
        failure.getMessage());
    assertTrue(log.stream().noneMatch(line -> line.contains("wr0ng")));
  }

  @Test
  void aMissingPasswordIsAskedFor() {
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                upload(
                    TestingImage.of(new TestingTar().file("a", "a")),
                    new Destination(PROTECTED.host() + "/demo/private", null, null, true)));

    assertTrue(failure.getMessage().contains("wants credentials (401)"), failure.getMessage());
  }

  @Test
  void aLoginThatIsRefusedForABaseIsSaid() {
    ImageReference base = ImageReference.parse(PROTECTED.host() + "/demo/private");

    IOException failure =
        assertThrows(
            IOException.class,
            () -> bases("").resolve(base, AMD64, new RegistryLogin(RealRegistry.USER, "wr0ng")));

    assertTrue(
        failure.getMessage().contains("(401) with the login that the repository's destination"),
        failure.getMessage());
    assertFalse(failure.getMessage().contains("wr0ng"));
  }

  @Test
  void aPrivateBaseWithoutALoginIsSaid() {
    ImageReference base = ImageReference.parse(PROTECTED.host() + "/demo/private");

    BuildFailedException failure =
        assertThrows(BuildFailedException.class, () -> bases("").resolve(base, AMD64, null));

    assertTrue(failure.getMessage().contains("or it is private (401)"), failure.getMessage());
    assertTrue(failure.getMessage().contains("anonymously"), failure.getMessage());
  }

  @Test
  void aRegistryThatIsDownIsNamed() {
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                upload(
                    TestingImage.of(new TestingTar().file("a", "a")),
                    new Destination("127.0.0.1:1/demo/x", null, null, true)));

    assertTrue(
        failure.getMessage().startsWith("registry 127.0.0.1:1 can't be reached"),
        failure.getMessage());
  }

  @Test
  void aBaseComesFromTheMirrorAndItsLayersOnlyWhenOpened() throws Exception {
    TestingImage image = TestingImage.of(new TestingTar().file("bin/sh", "shell"));
    push(image, "library/busybox");
    RegistryBaseImages bases = bases("docker.io=http://" + REGISTRY.host());

    BaseImage base = bases.resolve(ImageReference.parse("busybox"), AMD64, null);

    assertEquals(image.digest(), base.digest());
    assertEquals("docker.io/library/busybox:latest", base.reference().toString());
    assertArrayEquals(bytesOf(image), open(base));
    assertArrayEquals(bytesOf(image), open(base), "from the cache");
  }

  @Test
  void anImageOfAnIndexIsChosenByPlatformAndVariant() throws Exception {
    TestingImage amd = TestingImage.of(new TestingTar().file("a", "amd64"));
    TestingImage armV6 =
        TestingImage.of(new TestingTar().file("a", "v6"), "\"variant\":\"v6\",", null);
    TestingImage armV7 =
        TestingImage.of(new TestingTar().file("a", "v7"), "\"variant\":\"v7\",", null);
    for (TestingImage image : List.of(amd, armV6, armV7)) {
      upload(image, open("demo/multi"));
    }
    TestingImage index =
        TestingImage.index(
            armV6.descriptor("{\"architecture\":\"arm\",\"os\":\"linux\",\"variant\":\"v6\"}"),
            armV7.descriptor("{\"architecture\":\"arm\",\"os\":\"linux\",\"variant\":\"v7\"}"),
            amd.descriptor("{\"architecture\":\"amd64\",\"os\":\"linux\"}"));
    push(index, "demo/multi");
    ImageReference name = ImageReference.parse(REGISTRY.host() + "/demo/multi");

    assertArrayEquals(bytesOf(amd), open(bases("").resolve(name, AMD64, null)));
    assertArrayEquals(
        bytesOf(armV7), open(bases("").resolve(name, Platform.parse("linux/arm/v7"), null)));
    BuildFailedException failure =
        assertThrows(
            BuildFailedException.class,
            () -> bases("").resolve(name, Platform.parse("linux/s390x"), null));
    assertTrue(failure.getMessage().contains("linux/s390x"), failure.getMessage());
  }

  @Test
  void anIndexThatIsPushedIsPulledForEachPlatform() throws Exception {
    Requirements.programs("skopeo");
    ImageBundle bundle =
        ImageBundle.of(
            List.of(
                part("amd64", TestingImage.of(new TestingTar().file("a", "amd64"))),
                part("arm64", TestingImage.ofArm(new TestingTar().file("a", "arm64")))));

    try (ImageDestination destination = publisher().open(open("demo/index"))) {
      destination.upload(bundle, log::add);
      destination.tag(bundle, "v1");
      assertEquals(2, destination.find(bundle.digest()).orElseThrow().parts().size());
    }

    for (ImageBundle.Part part : bundle.parts()) {
      assertArrayEquals(
          part.image().manifest(), skopeo(part.platform().architecture()), log::toString);
    }
    BaseImage pulled =
        bases("")
            .resolve(
                ImageReference.parse(REGISTRY.host() + "/demo/index:v1"),
                Platform.parse("linux/arm64"),
                null);
    assertEquals(bundle.digest(), pulled.digest());
  }

  private static ImageBundle.Part part(String architecture, TestingImage image) {
    return new ImageBundle.Part(Platform.parse("linux/" + architecture), image);
  }

  /** The manifest that a client on such a machine gets. */
  private byte[] skopeo(String architecture) throws Exception {
    Path target = folder.resolve("pulled-" + architecture);
    Process process =
        new ProcessBuilder(
                "skopeo",
                "--insecure-policy",
                "--override-arch=" + architecture,
                "copy",
                "--src-tls-verify=false",
                "docker://" + REGISTRY.host() + "/demo/index:v1",
                "dir:" + target)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return Files.readAllBytes(target.resolve("manifest.json"));
  }

  @Test
  void aDestinationThatIsDownLeavesTheOtherAlone() throws Exception {
    TestingImage image = TestingImage.of(new TestingTar().file("hello", "half"));
    try (ImageDestination down =
            publisher().open(new Destination("127.0.0.1:1/demo/x", null, null, true));
        ImageDestination up = publisher().open(open("demo/half"))) {
      assertThrows(IOException.class, () -> down.upload(bundle(image), log::add));

      up.upload(bundle(image), log::add);

      assertEquals(REGISTRY.host() + "/demo/half:v1", up.tag(bundle(image), "v1"));
    }
  }

  @Test
  void aMissingBaseIsTheRepositorysFault() {
    BuildFailedException failure =
        assertThrows(
            BuildFailedException.class,
            () ->
                bases("")
                    .resolve(ImageReference.parse(REGISTRY.host() + "/no/such:1"), AMD64, null));

    assertEquals(
        "base image %s/no/such:1 not found in registry %s; check its name and tag"
            .formatted(REGISTRY.host(), REGISTRY.host()),
        failure.getMessage());
  }

  @Test
  void anAddressThatIsNotAllowedIsNotConnectedTo() {
    RegistryBaseImages strict =
        new RegistryBaseImages(
            RegistryEndpoints.parse("", ""),
            new RegistryTransport(""),
            NO_WAITING,
            new BlobCache(folder));

    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                strict.resolve(
                    ImageReference.parse(REGISTRY.host() + "/library/busybox"), AMD64, null));

    assertTrue(failure.getMessage().contains("non-public address"), failure.getMessage());
  }

  @Test
  void aMirrorOfTheOperatorNeedsNoFurtherPermission() throws Exception {
    push(TestingImage.of(new TestingTar().file("bin/sh", "shell")), "library/tiny");
    RegistryBaseImages strict =
        new RegistryBaseImages(
            RegistryEndpoints.parse("docker.io=http://" + REGISTRY.host(), ""),
            new RegistryTransport(""),
            NO_WAITING,
            new BlobCache(folder));

    assertEquals(1, strict.resolve(ImageReference.parse("tiny"), AMD64, null).layers().size());
  }

  @Test
  void aRegistryThatHasToBeSecureIsNotSpokenToInPlain() throws Exception {
    RegistryEndpoint secure = new RegistryEndpoint(REGISTRY.host(), false, false);

    try (RegistrySession session =
        new RegistrySession(transport, NO_WAITING, secure, "demo/hello", null)) {
      String message =
          String.valueOf(
              assertThrows(IOException.class, () -> session.manifest("latest")).getMessage());

      assertTrue(message.contains("SLIPWAY_INSECURE_REGISTRIES=" + REGISTRY.host()), message);
    }
  }

  @Test
  void warmingUpNeedsNoRegistry() throws Exception {
    publisher().warmUp();
  }

  private void push(TestingImage image, String repository) throws Exception {
    upload(image, open(repository));
    tag(image, open(repository), List.of("latest"));
  }

  private void upload(TestingImage image, Destination destination) throws Exception {
    try (ImageDestination open = publisher().open(destination)) {
      open.upload(bundle(image), log::add);
    }
  }

  private List<String> tag(TestingImage image, Destination destination, List<String> tags)
      throws Exception {
    List<String> written = new ArrayList<>();
    try (ImageDestination open = publisher().open(destination)) {
      for (String tag : tags) {
        written.add(open.tag(bundle(image), tag));
      }
    }
    return written;
  }

  private static ImageBundle bundle(TestingImage image) {
    return ImageBundle.of(List.of(new ImageBundle.Part(AMD64, image)));
  }

  private RegistryImagePublisher publisher() {
    return new RegistryImagePublisher(RegistryEndpoints.parse("", ""), transport, NO_WAITING);
  }

  private RegistryBaseImages bases(String mirrors) {
    return new RegistryBaseImages(
        RegistryEndpoints.parse(mirrors, ""), transport, NO_WAITING, new BlobCache(folder));
  }

  private static Destination open(String repository) {
    return new Destination(REGISTRY.host() + "/" + repository, null, null, false);
  }

  private static byte[] open(BaseImage image) throws IOException {
    try (InputStream in = image.open(image.layers().get(0))) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytesOf(TestingImage image) throws IOException {
    try (InputStream in = image.blobs().get(1).content().open()) {
      byte[] bytes = in.readAllBytes();
      assertEquals(image.blobs().get(1).digest(), Digest.of(bytes));
      return bytes;
    }
  }
}
