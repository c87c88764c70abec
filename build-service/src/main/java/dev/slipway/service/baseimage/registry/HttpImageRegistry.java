package dev.slipway.service.baseimage.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.core.net.RefusedAddressException;
import dev.slipway.service.baseimage.ImageRegistry;
import dev.slipway.service.outbound.OutboundHttp;
import dev.slipway.service.outbound.OutboundHttp.Trust;
import dev.slipway.service.web.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Registries over HTTP, found as workers find them: mirrors first, which get no login, then the
 * registry itself. An insecure one is spoken to over plain HTTP, and where it doesn't answer that,
 * over TLS with any certificate.
 */
@ApplicationScoped
class HttpImageRegistry implements ImageRegistry {

  private static final Logger LOG = Logger.getLogger(HttpImageRegistry.class);
  static final int BAD_REQUEST = 400;

  private final RegistryPlaces places;
  private final ManifestLook manifests;

  @Inject
  HttpImageRegistry(
      OutboundHttp http,
      ObjectMapper json,
      RegistriesConfig config,
      PublicUrl publicUrl,
      Clock clock) {
    this(http::send, json, config, !publicUrl.isSecure(), clock);
  }

  /**
   * @param embeddedIsPlain whether the embedded registry may speak plain HTTP
   */
  HttpImageRegistry(
      Calls calls,
      ObjectMapper json,
      RegistriesConfig config,
      boolean embeddedIsPlain,
      Clock clock) {
    this.places = new RegistryPlaces(config, embeddedIsPlain);
    this.manifests = new ManifestLook(calls, json, clock);
  }

  @Override
  public Answer look(ImageReference image, Optional<Login> login) {
    for (RegistryEndpoint mirror : places.mirrors(image)) {
      Answer answer = ask(mirror, image, Optional.empty());
      if (answer instanceof Answer.Present) {
        return answer;
      }
      LOG.debugf("a mirror doesn't tell the digest mirror=%s image=%s", mirror.host(), image);
    }
    return ask(places.registry(image), image, login);
  }

  private Answer ask(RegistryEndpoint endpoint, ImageReference image, Optional<Login> login) {
    try {
      return new Answer.Present(digest(endpoint, image, login));
    } catch (LookException e) {
      return e.answer();
    } catch (IOException | IllegalArgumentException e) {
      return new Answer.Failed("registry " + endpoint.host() + ": " + e.getMessage());
    }
  }

  private Digest digest(RegistryEndpoint endpoint, ImageReference image, Optional<Login> login)
      throws IOException {
    Trust trust = new Trust(endpoint.trusted(), endpoint.insecure());
    Origin tls = new Origin("https", endpoint.host(), trust);
    if (!endpoint.insecure()) {
      return manifests.digest(tls, image, login);
    }
    Origin plain = new Origin("http", endpoint.host(), trust);
    Optional<OutboundHttp.Answer> answer = overPlainHttp(plain, image);
    return answer.isPresent()
        ? manifests.digest(plain, image, login, answer.get())
        : manifests.digest(tls, image, login);
  }

  /** Without a login yet, so that none goes over the wire in clear to one that speaks TLS. */
  private Optional<OutboundHttp.Answer> overPlainHttp(Origin plain, ImageReference image)
      throws IOException {
    try {
      // A server that speaks TLS answers plain HTTP with 400, or hangs up.
      return Optional.of(manifests.head(plain, image))
          .filter(answer -> answer.status() != BAD_REQUEST);
    } catch (RefusedAddressException | LookException e) {
      throw e;
    } catch (IOException e) {
      LOG.debugf("no plain HTTP from an insecure registry registry=%s", plain.host());
      return Optional.empty();
    }
  }
}
