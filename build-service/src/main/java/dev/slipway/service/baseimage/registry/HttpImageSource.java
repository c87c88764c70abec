package dev.slipway.service.baseimage.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.core.net.RefusedAddressException;
import dev.slipway.service.baseimage.ImageRegistry.Login;
import dev.slipway.service.image.tar.ImageSource;
import dev.slipway.service.image.tar.ImageSourceException;
import dev.slipway.service.outbound.OutboundHttp;
import dev.slipway.service.outbound.OutboundHttp.Answer;
import dev.slipway.service.outbound.OutboundHttp.Trust;
import dev.slipway.service.web.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reads images from the registries that they were published to, never from mirrors: these may be
 * behind.
 */
@ApplicationScoped
class HttpImageSource implements ImageSource {

  private static final Logger LOG = Logger.getLogger(HttpImageSource.class);

  private final OutboundHttp http;
  private final RegistryPlaces places;
  private final ManifestLook logins;

  HttpImageSource(
      OutboundHttp http,
      ObjectMapper json,
      RegistriesConfig config,
      PublicUrl publicUrl,
      Clock clock) {
    this.http = http;
    this.places = new RegistryPlaces(config, !publicUrl.isSecure());
    this.logins = new ManifestLook(http::send, json, clock);
  }

  @Override
  public Opened open(ImageReference image, Optional<Login> login) throws ImageSourceException {
    RegistryEndpoint endpoint = places.registry(image);
    try {
      return new OpenedRegistry(http, logins, origin(endpoint, image), image, login);
    } catch (LookException e) {
      throw ImageSourceException.failed(OpenedRegistry.reason(e.answer()), e);
    } catch (IOException e) {
      throw ImageSourceException.failed(
          "registry " + endpoint.host() + ": " + e.getMessage() + "; try again later", e);
    }
  }

  /** Finds out without a login, so that none goes over the wire in clear to one that speaks TLS. */
  private Origin origin(RegistryEndpoint endpoint, ImageReference image) throws IOException {
    Trust trust = new Trust(endpoint.trusted(), endpoint.insecure());
    Origin tls = new Origin("https", endpoint.host(), trust);
    if (!endpoint.insecure()) {
      return tls;
    }
    Origin plain = new Origin("http", endpoint.host(), trust);
    try {
      Answer answer = logins.head(plain, image);
      return answer.status() == HttpImageRegistry.BAD_REQUEST ? tls : plain;
    } catch (RefusedAddressException | LookException e) {
      throw e;
    } catch (IOException e) {
      LOG.debugf("no plain HTTP from an insecure registry registry=%s", plain.host());
      return tls;
    }
  }
}
