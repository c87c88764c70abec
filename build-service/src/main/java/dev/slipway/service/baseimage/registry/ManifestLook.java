package dev.slipway.service.baseimage.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.service.baseimage.ImageRegistry.Login;
import dev.slipway.service.outbound.OutboundHttp.Answer;
import dev.slipway.service.outbound.OutboundHttp.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks one origin for the digest of a tag (distribution-spec, "Pulling manifests"): by HEAD, which
 * costs a registry least, and by GET where that doesn't tell. The first call goes without a login;
 * one follows only where the registry asks for it.
 */
final class ManifestLook {

  /** All that a tag may stand for; so an image of several platforms is known by its index. */
  static final String ACCEPT =
      "application/vnd.oci.image.index.v1+json,"
          + " application/vnd.oci.image.manifest.v1+json,"
          + " application/vnd.docker.distribution.manifest.list.v2+json,"
          + " application/vnd.docker.distribution.manifest.v2+json";

  /** The size that registries have to take, at least (distribution-spec, "Pushing manifests"). */
  private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;

  private static final int MOST_REDIRECTS = 3;

  private final Calls calls;
  private final TokenServer tokens;
  private final Clock clock;

  ManifestLook(Calls calls, ObjectMapper json, Clock clock) {
    this.calls = calls;
    this.tokens = new TokenServer(calls, json, clock);
    this.clock = clock;
  }

  /**
   * What the tag stands for.
   *
   * @throws LookException with the answer, when the registry gives none
   * @throws IOException when it can't be reached
   */
  Digest digest(Origin registry, ImageReference image, Optional<Login> login) throws IOException {
    return digest(registry, image, login, head(registry, image));
  }

  /** The very first call, as it is answered. */
  Answer head(Origin registry, ImageReference image) throws IOException {
    return call("HEAD", registry, image, null);
  }

  /** As {@link #digest(Origin, ImageReference, Optional)}, when that call was made already. */
  Digest digest(Origin registry, ImageReference image, Optional<Login> login, Answer first)
      throws IOException {
    String authorization = null;
    Answer answer = first;
    if (answer.status() == 401) {
      authorization = authorization(registry, image, login, answer);
      answer = call("HEAD", registry, image, authorization);
    }
    Optional<Digest> told = told(answer);
    if (answer.isSuccess() && told.isPresent()) {
      return told.get();
    }
    if (answer.isSuccess() || answer.status() == 405 || answer.status() == 501) {
      return hashed(registry, image, authorization, login.isPresent());
    }
    throw refused(registry, image, answer, authorization != null && login.isPresent());
  }

  private Digest hashed(
      Origin registry, ImageReference image, @Nullable String authorization, boolean withLogin)
      throws IOException {
    Answer answer = call("GET", registry, image, authorization);
    if (!answer.isSuccess()) {
      throw refused(registry, image, answer, authorization != null && withLogin);
    }
    if (answer.body().length > LARGEST_MANIFEST) {
      throw LookException.failed("the manifest of " + image + " is larger than 4 MiB");
    }
    return told(answer).orElseGet(() -> Digest.of(answer.body()));
  }

  private LookException refused(
      Origin registry, ImageReference image, Answer answer, boolean withLogin) {
    return answer.status() == Answers.TOO_MANY
        ? Answers.tooMany(registry.host(), answer, clock.instant())
        : Answers.unusable(registry, image, answer.status(), withLogin);
  }

  /** What to show after a 401. */
  String authorization(Origin registry, ImageReference image, Optional<Login> login, Answer answer)
      throws IOException {
    Challenge challenge =
        Challenge.parse(answer.headers().get("www-authenticate"))
            .orElseThrow(() -> Answers.unusable(registry, image, 401, false));
    if (challenge.isBearer()) {
      return "Bearer " + tokens.token(registry, challenge, image.repository(), login);
    }
    if (challenge.isBasic() && login.isPresent()) {
      return TokenServer.basic(login.get());
    }
    throw Answers.unusable(registry, image, 401, false);
  }

  private Answer call(
      String method, Origin registry, ImageReference image, @Nullable String authorization)
      throws IOException {
    Map<String, String> headers = new HashMap<>(Map.of("Accept", ACCEPT));
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    URI url = registry.resolve("/v2/" + image.repository() + "/manifests/" + image.tag());
    for (int redirects = 0; ; redirects++) {
      Request request = new Request(method, url, headers, new byte[0], LARGEST_MANIFEST + 1);
      Answer answer = calls.send(request, registry.trust());
      String location = answer.headers().get("location");
      if (answer.status() / 100 != 3 || location == null) {
        return answer;
      }
      url = redirected(registry, url, location, redirects);
    }
  }

  /** An address that was allowed to be called is no reason to call another one. */
  private static URI redirected(Origin registry, URI from, String location, int redirects)
      throws LookException {
    if (redirects == MOST_REDIRECTS) {
      throw LookException.failed("registry " + registry.host() + " redirects in a circle");
    }
    return Origin.target(from, location)
        .filter(registry::covers)
        .orElseThrow(
            () ->
                LookException.failed(
                    "registry "
                        + registry.host()
                        + " redirects to another host, which is not followed; name that host in"
                        + " the Dockerfile"));
  }

  private static Optional<Digest> told(Answer answer) {
    return Optional.ofNullable(answer.headers().get("docker-content-digest"))
        .filter(Digest::isDigest)
        .map(Digest::new);
  }
}
