package dev.slipway.worker.publish.jib;

import dev.slipway.core.image.ImageReference;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.publish.ImagePublisher;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pushes through Jib's registry client: blobs side by side, then the manifest, then the tags. */
public final class JibImagePublisher implements ImagePublisher {

  private final RegistryEndpoints endpoints;
  private final RegistryTransport transport;
  private final Retries retries;

  JibImagePublisher(RegistryEndpoints endpoints, RegistryTransport transport, Retries retries) {
    this.endpoints = endpoints;
    this.transport = transport;
    this.retries = retries;
  }

  @Override
  public void upload(BuiltImage image, Destination destination, BuildLog log)
      throws IOException, InterruptedException {
    ImageReference name = name(destination);
    String mountFrom = mountSource(image, name);
    log.line("pushing " + name.name() + "@" + image.digest());
    try (RegistrySession session = session(destination, name, mountFrom)) {
      session.signInToPush();
      new BlobUpload(session, name, log).run(image.blobs());
      session.pushManifest(image, image.digest().value());
    }
    log.line("pushed " + name.name() + "@" + image.digest());
  }

  @Override
  public List<String> tag(BuiltImage image, Destination destination, List<String> tags)
      throws IOException, InterruptedException {
    ImageReference name = name(destination);
    List<String> written = new ArrayList<>();
    try (RegistrySession session = session(destination, name, null)) {
      session.signInToPush();
      for (String tag : tags) {
        session.pushManifest(image, tag);
        written.add(name.withTag(tag).toString());
      }
    }
    return written;
  }

  /**
   * Loads what a first push would have to load, which takes seconds in a young JVM. Nothing is
   * sent: the port is one where nobody listens.
   */
  public void warmUp() throws InterruptedException {
    RegistryEndpoint nobody = new RegistryEndpoint("127.0.0.1:1", true, true);
    Retries once = new Retries(List.of(), time -> {});
    try (RegistrySession session =
        new RegistrySession(transport, once, nobody, "warm/up", null, null)) {
      session.manifest("latest");
    } catch (IOException expected) {
      // That is how it has to end.
      return;
    }
  }

  private RegistrySession session(
      Destination destination, ImageReference name, @Nullable String mountFrom) {
    RegistryEndpoint endpoint = endpoints.forPush(name.registry(), destination.insecure());
    String username = destination.username();
    String password = destination.password();
    RegistryLogin login =
        username == null || password == null ? null : new RegistryLogin(username, password);
    return new RegistrySession(transport, retries, endpoint, name.repository(), mountFrom, login);
  }

  private static ImageReference name(Destination destination) throws IOException {
    try {
      return ImageReference.parse(destination.image());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "destination \"" + destination.image() + "\" is no image name: " + e.getMessage(), e);
    }
  }

  /** The first repository of the same registry that some blob can be mounted from. */
  private static @Nullable String mountSource(BuiltImage image, ImageReference destination) {
    for (BuiltImage.Blob blob : image.blobs()) {
      ImageReference origin = blob.origin();
      if (origin != null
          && origin.registry().equals(destination.registry())
          && !origin.repository().equals(destination.repository())) {
        return origin.repository();
      }
    }
    return null;
  }
}
