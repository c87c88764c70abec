package dev.slipway.registry.web;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.upload.UploadId;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * The answers to uploads. Locations have no host (RFC 9110, section 10.2.2), so they hold behind
 * any proxy.
 */
final class UploadResponses {

  private UploadResponses() {}

  static Response progress(
      Response.ResponseBuilder response, RepositoryName repository, UploadId upload, long size) {
    return response
        .header(HttpHeaders.LOCATION, location(repository, upload))
        .header(Header.RANGE, range(size))
        .header(Header.UPLOAD_UUID, upload)
        .build();
  }

  static Response created(RepositoryName repository, Digest digest) {
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, "/v2/" + repository + "/blobs/" + digest)
        .header(Header.CONTENT_DIGEST, digest)
        .build();
  }

  static String location(RepositoryName repository, UploadId upload) {
    return "/v2/" + repository + "/blobs/uploads/" + upload;
  }

  /** What has come so far; clients know {@code 0-0} as "nothing yet". */
  static String range(long size) {
    return "0-" + Math.max(0, size - 1);
  }
}
