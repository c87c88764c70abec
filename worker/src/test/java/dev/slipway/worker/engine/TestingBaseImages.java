package dev.slipway.worker.engine;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.publish.BaseImage;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Base images in memory. It counts how often a layer is opened. */
public final class TestingBaseImages implements BaseImages {

  private final Map<String, BaseImage> images = new HashMap<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final List<String> resolved = new ArrayList<>();

  /**
   * Adds an image of OCI's format.
   *
   * @param config what its configuration has under {@code config}, as JSON
   */
  public TestingBaseImages add(String reference, String config, TestingTar... layers) {
    return add(reference, false, config, layers);
  }

  public TestingBaseImages add(
      String reference, boolean docker, String config, TestingTar... layers) {
    Map<Digest, byte[]> blobs = new HashMap<>();
    List<BaseImage.Layer> described = new ArrayList<>();
    List<String> diffIds = new ArrayList<>();
    for (TestingTar layer : layers) {
      byte[] plain = layer.plain();
      byte[] zipped = TestingTar.gzip(plain);
      diffIds.add("\"" + Digest.of(plain) + "\"");
      blobs.put(Digest.of(zipped), zipped);
      described.add(new BaseImage.Layer(Digest.of(zipped), zipped.length, mediaType(docker)));
    }
    String json =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":%s,\"rootfs\":{\"type\":\"layers\",\"diff_ids\":%s}}"
            .formatted(config, diffIds);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    ImageReference name = ImageReference.parse(reference);
    images.put(
        name.toString(),
        new BaseImage(
            name,
            Digest.of(bytes),
            docker,
            bytes,
            described,
            layer -> {
              opened.incrementAndGet();
              return new ByteArrayInputStream(blobs.get(layer.digest()));
            }));
    return this;
  }

  private static String mediaType(boolean docker) {
    return docker
        ? "application/vnd.docker.image.rootfs.diff.tar.gzip"
        : "application/vnd.oci.image.layer.v1.tar+gzip";
  }

  /** How often a layer was opened so far. */
  public int opened() {
    return opened.get();
  }

  /** What was asked for: reference, platform and login. */
  public List<String> resolved() {
    return List.copyOf(resolved);
  }

  @Override
  public BaseImage resolve(
      ImageReference reference, Platform platform, @Nullable RegistryLogin login)
      throws BuildFailedException {
    resolved.add(reference + " " + platform + " " + login);
    BaseImage image = images.get(reference.toString());
    if (image == null) {
      throw new BuildFailedException("base image " + reference + " not found in registry memory");
    }
    return image;
  }
}
