package dev.slipway.worker.publish;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.core.message.ImageSummary;
import dev.slipway.worker.engine.BuiltImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ImageBundleTest {

  private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";

  private final List<String> closed = new ArrayList<>();

  @Test
  void oneImageStaysAsItIs() {
    ImageBundle bundle = ImageBundle.of(List.of(part("linux/amd64", OCI, "{}")));

    assertFalse(bundle.isIndex());
    assertArrayEquals(bundle.parts().get(0).image().manifest(), bundle.top().bytes());
    assertEquals(OCI, bundle.top().mediaType());
  }

  @Test
  void severalImagesGetAnIndexThatIsAlwaysTheSame() {
    ImageBundle bundle = twoPlatforms(OCI, OCI);

    Digest amd = bundle.parts().get(0).image().digest();
    Digest arm = bundle.parts().get(1).image().digest();
    assertTrue(bundle.isIndex());
    assertEquals(
        ("{'schemaVersion':2,'mediaType':'application/vnd.oci.image.index.v1+json','manifests':["
                + "{'mediaType':'%s','size':%d,'digest':'%s',"
                + "'platform':{'architecture':'amd64','os':'linux'}},"
                + "{'mediaType':'%s','size':%d,'digest':'%s',"
                + "'platform':{'architecture':'arm','os':'linux','variant':'v7'}}]}")
            .formatted(
                OCI,
                bundle.parts().get(0).image().manifest().length,
                amd,
                OCI,
                bundle.parts().get(1).image().manifest().length,
                arm)
            .replace('\'', '"'),
        new String(bundle.top().bytes(), StandardCharsets.UTF_8));
    assertEquals(bundle.digest(), twoPlatforms(OCI, OCI).digest());
  }

  @Test
  void theIndexIsDockersOnlyWhenAllImagesAre() {
    assertEquals(
        "application/vnd.docker.distribution.manifest.list.v2+json",
        twoPlatforms(DOCKER, DOCKER).top().mediaType());
    assertEquals(
        "application/vnd.oci.image.index.v1+json", twoPlatforms(DOCKER, OCI).top().mediaType());
  }

  @Test
  void whatPlatformsShareCountsOnce() {
    ImageBundle bundle = twoPlatforms(OCI, OCI);

    assertEquals(3, bundle.blobs().size(), "two configurations and a layer");
    assertEquals("{'a':1}".length() + "{'a':2}".length() + "layer".length(), bundle.size());
  }

  @Test
  void theSummaryHasLayersAndConfigurationOfEveryPlatform() throws Exception {
    ImageBundle bundle = twoPlatforms(OCI, OCI);

    ImageSummary summary = bundle.summary();

    assertEquals(bundle.digest().value(), summary.digest());
    ImageSummary.Variant arm = summary.variants().get(1);
    assertEquals("linux/arm/v7", arm.platform());
    assertEquals("{'a':2}", arm.config());
    assertEquals(
        List.of(
            new ImageSummary.Layer(
                Digest.of("layer".getBytes(StandardCharsets.UTF_8)).value(), 5, "x/y")),
        arm.layers());
  }

  @Test
  void aConfigurationThatIsTooLongIsLeftOut() throws Exception {
    ImageBundle bundle =
        ImageBundle.of(
            List.of(part("linux/amd64", OCI, "x".repeat(ImageSummary.LONGEST_CONFIG + 1))));

    assertNull(bundle.summary().variants().get(0).config());
  }

  @Test
  void closingItClosesAllImages() {
    twoPlatforms(OCI, OCI).close();

    assertEquals(2, closed.size());
  }

  private ImageBundle twoPlatforms(String amdType, String armType) {
    return ImageBundle.of(
        List.of(part("linux/amd64", amdType, "{'a':1}"), part("linux/arm/v7", armType, "{'a':2}")));
  }

  private ImageBundle.Part part(String platform, String mediaType, String config) {
    return new ImageBundle.Part(
        Platform.parse(platform), new Image(mediaType, blob(config), blob("layer"), closed));
  }

  private static BuiltImage.Blob blob(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new BuiltImage.Blob(
        Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes), null);
  }

  private record Image(String mediaType, Blob config, Blob layer, List<String> closed)
      implements BuiltImage {

    @Override
    public byte[] manifest() {
      return "{\"config\":{\"digest\":\"%s\"},\"layers\":[{\"mediaType\":\"x/y\",\"size\":%d,\"digest\":\"%s\"}]}"
          .formatted(config.digest(), layer.size(), layer.digest())
          .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<Blob> blobs() {
      return List.of(config, layer);
    }

    @Override
    public void close() {
      closed.add(mediaType);
    }
  }
}
