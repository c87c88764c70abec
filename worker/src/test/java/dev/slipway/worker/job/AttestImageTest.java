package dev.slipway.worker.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.publish.Attachment;
import dev.slipway.worker.publish.Attachments;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.ImageDestination;
import dev.slipway.worker.publish.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttestImageTest {

  @TempDir Path folder;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final TestingPublisher publisher = new TestingPublisher();

  @Test
  void anImageGetsProvenanceAndSbom() throws Exception {
    attest(TestingAssignment.plain().attested());

    Attachments about = publisher.attached.get(0);
    assertEquals(Digest.of(Image.MANIFEST), about.subject().digest());
    assertEquals(
        List.of("application/vnd.in-toto+json", "application/vnd.cyclonedx+json"),
        about.documents().stream().map(Attachment::mediaType).toList());
    assertTrue(log.contains("attached SBOM and provenance to one.example.com/demo/hello"));
  }

  @Test
  void anIndexGetsTheProvenanceWhichNamesItsImagesToo() throws Exception {
    ImageBundle both =
        ImageBundle.of(
            List.of(
                new ImageBundle.Part(Platform.parse("linux/amd64"), new Image()),
                new ImageBundle.Part(Platform.parse("linux/arm64"), new Image())));

    attest(TestingAttest.of(folder), TestingAssignment.plain().attested(), both);

    assertEquals(3, publisher.attached.size());
    Attachments about = publisher.attached.get(2);
    assertEquals(both.digest(), about.subject().digest());
    assertEquals(1, about.documents().size());
    String statement = text(about.documents().get(0));
    assertTrue(statement.contains(both.digest().hex()));
    assertTrue(statement.contains(Digest.of(Image.MANIFEST).hex()));
  }

  @Test
  void noSecretIsInWhatIsAttached() throws Exception {
    String canary = "canary-7f3a9";
    TestingAssignment wanted =
        TestingAssignment.plain()
            .attested()
            .secrets(Map.of("TOKEN", canary, "MOVED", "other-secret"))
            .buildArgs(
                Map.of("MODE", "fast", "URL", "https://u:" + canary + "@h/", "MOVED", "was-here"));

    attest(wanted);

    String all =
        String.join(
            "\n",
            publisher.attached.get(0).documents().stream().map(AttestImageTest::text).toList());
    assertFalse(all.contains(canary), all);
    assertFalse(all.contains("was-here"), all);
    assertTrue(all.contains("\"buildArgs\":{\"MODE\":\"fast\",\"URL\":\"https://u:***@h/\"}"), all);
    assertTrue(all.contains("\"secrets\":[\"MOVED\",\"TOKEN\"]"), all);
  }

  @Test
  void nobodyWhoDoesNotWantThemGetsAny() throws Exception {
    attest(TestingAssignment.plain());
    AttestImage switchedOff = TestingAttest.of(false, folder);
    attest(switchedOff, TestingAssignment.plain().attested(), new Image());

    assertEquals(List.of(), publisher.attached);
    assertEquals(List.of(), log);
  }

  @Test
  void aRegistryThatRefusesThemIsNamedAndNoFailure() throws Exception {
    publisher.attachFailure = new IOException("registry one.example.com answered 400");

    attest(TestingAssignment.plain().attested());

    assertEquals(
        List.of(
            "WARNING: SBOM and provenance are not attached in one.example.com/demo/hello: registry"
                + " one.example.com answered 400"),
        log);
  }

  @Test
  void anImageThatCantBeReadStillGetsItsProvenance() throws Exception {
    BuiltImage broken =
        new Image() {
          @Override
          public byte[] manifest() {
            return bytes("{\"layers\":[{\"digest\":\"none\"}]}");
          }
        };

    attest(TestingAttest.of(folder), TestingAssignment.plain().attested(), broken);

    assertEquals(1, publisher.attached.get(0).documents().size());
    assertTrue(
        log.get(0).startsWith("WARNING: the SBOM could not be written: a manifest with a layer"),
        log::toString);
  }

  private void attest(TestingAssignment wanted) throws Exception {
    attest(TestingAttest.of(folder), wanted, new Image());
  }

  private void attest(AttestImage attest, TestingAssignment wanted, BuiltImage image)
      throws Exception {
    Platform platform = Platform.parse("linux/amd64");
    attest(attest, wanted, ImageBundle.of(List.of(new ImageBundle.Part(platform, image))));
  }

  private void attest(AttestImage attest, TestingAssignment wanted, ImageBundle image)
      throws Exception {
    BuildAssignment assignment = wanted.build();
    AttemptFacts facts = new AttemptFacts(Instant.EPOCH);
    facts.fetchedCommit(String.valueOf(assignment.commit()));
    try (ImageDestination destination = publisher.open(assignment.destinations().get(0));
        AttestImage.Work work = attest.start(image, assignment, facts, log::add)) {
      work.attachTo(destination);
    }
  }

  private static String text(Attachment attachment) {
    return new String(attachment.content(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An image without layers. */
  private static class Image implements BuiltImage {

    static final byte[] MANIFEST = bytes("{\"layers\":[]}");
    private static final byte[] CONFIG = bytes("{\"created\":\"2026-01-01T00:00:00Z\"}");

    @Override
    public byte[] manifest() {
      return MANIFEST;
    }

    @Override
    public String mediaType() {
      return "application/vnd.oci.image.manifest.v1+json";
    }

    @Override
    public List<Blob> blobs() {
      return List.of(
          new Blob(Digest.of(CONFIG), CONFIG.length, () -> new ByteArrayInputStream(CONFIG), null));
    }

    @Override
    public void close() {
      // all is in memory
    }
  }
}
