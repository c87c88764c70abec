package dev.slipway.worker.attest;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURLBuilder;
import dev.slipway.core.image.ImageReference;

/** Images as package URLs of type docker; Docker Hub is the registry that goes without saying. */
final class ImagePurl {

  private static final String DOCKER_HUB = "docker.io";

  private ImagePurl() {}

  /**
   * @param reference complete, with a tag or digest
   */
  static String of(String reference) {
    ImageReference image = ImageReference.parse(reference);
    int slash = image.repository().lastIndexOf('/');
    PackageURLBuilder url =
        PackageURLBuilder.aPackageURL()
            .withType("docker")
            .withName(image.repository().substring(slash + 1))
            .withVersion(image.tagOrDigest());
    if (slash > 0) {
      url.withNamespace(image.repository().substring(0, slash));
    }
    if (!image.registry().equals(DOCKER_HUB)) {
      url.withQualifier("repository_url", image.registry());
    }
    try {
      return url.build().canonicalize();
    } catch (MalformedPackageURLException e) {
      throw new IllegalStateException("an image name that is no package URL", e);
    }
  }
}
