package dev.slipway.standalone.demo;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * A tag in the registry, read anonymously over the registry's own protocol, as {@code docker pull}
 * does.
 */
final class ImageTag {

  private static final String MANIFEST_TYPES =
      "application/vnd.oci.image.manifest.v1+json,"
          + "application/vnd.docker.distribution.manifest.v2+json";

  private final SlipwayClient client;
  private final String path;

  ImageTag(SlipwayClient client, String repository, String tag) {
    this.client = client;
    this.path = "/v2/" + repository + "/manifests/" + tag;
  }

  /** Its path at the registry. */
  String path() {
    return path;
  }

  /** The digest it points at now, null while there is no such tag. */
  @Nullable String digest() throws IOException, InterruptedException, DemoException {
    HttpRequest request = client.request(path).header("Accept", MANIFEST_TYPES).GET().build();
    HttpResponse<String> response = client.send(request);
    if (response.statusCode() == SlipwayClient.NOT_FOUND) {
      return null;
    }
    SlipwayClient.expect(response, SlipwayClient.OK);
    return response.headers().firstValue("Docker-Content-Digest").orElse(null);
  }
}
