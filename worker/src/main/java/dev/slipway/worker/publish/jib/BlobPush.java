package dev.slipway.worker.publish.jib;

import com.google.cloud.tools.jib.api.RegistryException;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuiltImage.Blob;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends one blob (distribution specification, "Pushing Blobs"). An upload that breaks is continued
 * where the registry says that it has it; where the registry has forgotten it or says nothing
 * usable, the blob is sent again from its start.
 */
final class BlobPush {

  /** Up to this size a blob travels with the request that ends its upload. */
  private static final long SMALL = 1024 * 1024;

  private static final int CREATED = 201;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int WRONG_RANGE = 416;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  /** The bytes that are there, first to last; some registries write a unit before it. */
  private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-([0-9]{1,18})");

  private final RegistryHttp http;
  private final Retries retries;
  private final String blobs;
  private final Blob blob;
  private @Nullable URI location;
  private long offset;
  private long continuedAt;
  private boolean broken;

  /**
   * @param repository of the registry
   */
  BlobPush(RegistryHttp http, Retries retries, String repository, Blob blob) {
    this.http = http;
    this.retries = retries;
    this.blobs = "/v2/" + repository + "/blobs/";
    this.blob = blob;
  }

  /** Whether the repository has the blob. */
  boolean isThere() throws IOException, RegistryException, InterruptedException {
    return retries.call(this::exists);
  }

  private boolean exists() throws IOException {
    RegistryAnswer answer = http.send(RegistryRequest.of("HEAD", http.uri(blobs + blob.digest())));
    if (answer.status() == NOT_FOUND) {
      return false;
    }
    return answer.requireSuccess().isSuccess();
  }

  /**
   * Has the registry take the blob from another of its repositories.
   *
   * @return whether it did; a registry that can't or may not has at most opened an upload
   */
  boolean mount(String from) throws IOException, RegistryException, InterruptedException {
    return retries.call(
        () -> {
          String query =
              "uploads/?mount=" + encoded(blob.digest().value()) + "&from=" + encoded(from);
          RegistryAnswer answer;
          try {
            answer = http.send(RegistryRequest.of("POST", http.uri(blobs + query)));
          } catch (RegistryRefusal e) {
            return false; // no right to read there; whether there is one to write shows later
          }
          if (answer.status() == TOO_MANY_REQUESTS || answer.status() >= SERVER_ERROR) {
            throw RegistryRefusal.of(answer);
          }
          if (answer.isSuccess() && answer.status() != CREATED) {
            location = answer.location();
          }
          return answer.status() == CREATED;
        });
  }

  /**
   * Sends it.
   *
   * @return where it was continued last after a broken connection, 0 when it went through at once
   */
  long send() throws IOException, RegistryException, InterruptedException {
    retries.call(
        () -> {
          transfer();
          return true;
        });
    return continuedAt;
  }

  private void transfer() throws IOException {
    boolean again = broken;
    broken = true;
    if (again && exists()) {
      return; // only the answer was lost
    }
    if (again) {
      locate();
    }
    try {
      sendRest();
    } catch (RegistryRefusal e) {
      boolean lost = e.status() == NOT_FOUND || e.status() == WRONG_RANGE;
      if (location == null || !(lost || (again && isAboutTheUpload(e.status())))) {
        throw e;
      }
      forget();
      sendRest();
    }
  }

  /** A refusal of what was continued may have its cause in what was sent before. */
  private static boolean isAboutTheUpload(int status) {
    return status >= BAD_REQUEST
        && status < SERVER_ERROR
        && status != UNAUTHORIZED
        && status != FORBIDDEN
        && status != TOO_MANY_REQUESTS;
  }

  private void sendRest() throws IOException {
    URI at = location;
    if (at == null) {
      at =
          http.send(RegistryRequest.of("POST", http.uri(blobs + "uploads/")))
              .requireSuccess()
              .location();
      location = at;
    }
    if (blob.size() - offset > SMALL) {
      at = http.send(chunk("PATCH", at)).requireSuccess().location();
      location = at;
      offset = blob.size();
    }
    URI end = withDigest(at, blob.digest());
    http.send(offset < blob.size() ? chunk("PUT", end) : RegistryRequest.of("PUT", end))
        .requireSuccess();
  }

  private RegistryRequest chunk(String method, URI uri) {
    RegistryRequest request = RegistryRequest.of(method, uri).body(new BlobEntity(blob, offset));
    return offset == 0
        ? request
        : request.header("Content-Range", offset + "-" + (blob.size() - 1));
  }

  /** Asks how far the upload came. */
  private void locate() throws IOException {
    URI at = location;
    if (at == null) {
      return;
    }
    RegistryAnswer answer = http.send(RegistryRequest.of("GET", at));
    if (answer.status() == TOO_MANY_REQUESTS || answer.status() >= SERVER_ERROR) {
      throw RegistryRefusal.of(answer);
    }
    long there = answer.isSuccess() ? answer.header("Range").map(BlobPush::length).orElse(0L) : 0;
    if (there <= 1 || there > blob.size()) {
      forget(); // "0-0" means both nothing and one byte
      return;
    }
    offset = there;
    continuedAt = there;
    if (answer.header("Location").isPresent()) {
      location = answer.location();
    }
  }

  private static long length(String range) {
    Matcher matcher = RANGE.matcher(range.strip());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) + 1 : 0;
  }

  private void forget() {
    location = null;
    offset = 0;
    continuedAt = 0;
  }

  private static URI withDigest(URI location, Digest digest) {
    String text = location.toString();
    return URI.create(
        text + (text.indexOf('?') < 0 ? "?" : "&") + "digest=" + encoded(digest.value()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
