package dev.slipway.service.baseimage.registry;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.service.baseimage.ImageRegistry;
import dev.slipway.service.baseimage.ImageRegistry.Login;
import dev.slipway.service.image.tar.ImageSource;
import dev.slipway.service.image.tar.ImageSourceException;
import dev.slipway.service.outbound.OutboundHttp;
import dev.slipway.service.outbound.OutboundHttp.Answer;
import dev.slipway.service.outbound.OutboundHttp.Request;
import dev.slipway.service.outbound.OutboundHttp.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One repository of a registry (distribution-spec, "Pulling manifests" and "Pulling blobs"). A
 * registry may send a blob's reader to its storage elsewhere: that address is checked as any that
 * somebody else has named, and sees no login.
 */
final class OpenedRegistry implements ImageSource.Opened {

  private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;
  private static final int MOST_REDIRECTS = 5;

  private final OutboundHttp http;
  private final ManifestLook logins;
  private final Origin registry;
  private final ImageReference image;
  private final Optional<Login> login;
  private @Nullable String authorization;

  OpenedRegistry(
      OutboundHttp http,
      ManifestLook logins,
      Origin registry,
      ImageReference image,
      Optional<Login> login) {
    this.http = http;
    this.logins = logins;
    this.registry = registry;
    this.image = image;
    this.login = login;
  }

  @Override
  public byte[] manifest(Digest digest) throws ImageSourceException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try {
      get("manifests", digest, new Bounded(content, LARGEST_MANIFEST));
    } catch (ImageSourceException e) {
      throw e;
    } catch (IOException e) {
      throw failed(e);
    }
    byte[] bytes = content.toByteArray();
    if (!Digest.of(bytes).equals(digest)) {
      throw ImageSourceException.failed(
          "registry " + registry.host() + " gave another manifest than " + digest);
    }
    return bytes;
  }

  @Override
  public void blob(Digest digest, long size, OutputStream to) throws IOException {
    CheckedBlob checked = new CheckedBlob(to, digest, size);
    get("blobs", digest, checked);
    checked.requireWhole();
  }

  private void get(String kind, Digest digest, OutputStream to) throws IOException {
    URI url = registry.resolve("/v2/" + image.repository() + "/" + kind + "/" + digest);
    Answer answer = follow(url, to);
    if (answer.status() == 401) {
      // Also in the middle of an image: tokens are good for minutes only.
      authorization = authorization(answer);
      answer = follow(url, to);
    }
    if (answer.status() == 404) {
      throw ImageSourceException.missing(
          "registry " + registry.host() + " doesn't have " + image.atDigest(digest) + " any more");
    }
    if (answer.status() != 200) {
      throw ImageSourceException.failed(
          "registry "
              + registry.host()
              + " answered "
              + answer.status()
              + " for "
              + image.atDigest(digest));
    }
  }

  private String authorization(Answer answer) throws IOException {
    try {
      return logins.authorization(registry, image, login, answer);
    } catch (LookException e) {
      throw ImageSourceException.failed(reason(e.answer()), e);
    }
  }

  /** Why a look ended, in words for people. */
  static String reason(ImageRegistry.Answer answer) {
    if (answer instanceof ImageRegistry.Answer.Failed failed) {
      return failed.reason();
    }
    return answer instanceof ImageRegistry.Answer.TooMany tooMany
        ? tooMany.reason()
        : "the registry gave no token";
  }

  private Answer follow(URI first, OutputStream to) throws IOException {
    URI url = first;
    for (int redirects = 0; ; redirects++) {
      boolean own = registry.covers(url);
      Request request = new Request("GET", url, headers(own), new byte[0], 0);
      Answer answer = http.download(request, own ? registry.trust() : Trust.NONE, to);
      String location = answer.headers().get("location");
      if (answer.status() / 100 != 3 || location == null) {
        return answer;
      }
      if (redirects == MOST_REDIRECTS) {
        throw ImageSourceException.failed("registry " + registry.host() + " redirects in a circle");
      }
      url = redirected(url, location);
    }
  }

  private Map<String, String> headers(boolean own) {
    Map<String, String> headers = new HashMap<>(Map.of("Accept", ManifestLook.ACCEPT + ", */*"));
    if (own && authorization != null) {
      headers.put("Authorization", authorization);
    }
    return headers;
  }

  private URI redirected(URI from, String location) throws ImageSourceException {
    return Origin.target(from, location)
        .filter(to -> "https".equalsIgnoreCase(to.getScheme()) || registry.isPlain())
        .orElseThrow(
            () ->
                ImageSourceException.failed(
                    "registry " + registry.host() + " redirects to where no blob is fetched from"));
  }

  private ImageSourceException failed(IOException e) {
    return ImageSourceException.failed("registry " + registry.host() + ": " + e.getMessage(), e);
  }

  /** Takes so many bytes and no more. */
  private static final class Bounded extends OutputStream {

    private final ByteArrayOutputStream to;
    private final int most;

    Bounded(ByteArrayOutputStream to, int most) {
      this.to = to;
      this.most = most;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (to.size() + length > most) {
        throw new IOException("a manifest is larger than " + most + " bytes");
      }
      to.write(bytes, offset, length);
    }
  }
}
