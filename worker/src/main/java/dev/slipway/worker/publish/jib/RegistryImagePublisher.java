package dev.slipway.worker.publish.jib;

import dev.slipway.core.image.ImageReference;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.worker.publish.ImageDestination;
import dev.slipway.worker.publish.ImagePublisher;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Pushes to registries: blobs side by side, then the manifests, then the tags. */
public final class RegistryImagePublisher implements ImagePublisher {

  private final RegistryEndpoints endpoints;
  private final RegistryTransport transport;
  private final Retries retries;
  private final ReferrerTurns turns = new ReferrerTurns();

  RegistryImagePublisher(
      RegistryEndpoints endpoints, RegistryTransport transport, Retries retries) {
    this.endpoints = endpoints;
    this.transport = transport;
    this.retries = retries;
  }

  @Override
  public ImageDestination open(Destination destination) throws IOException {
    ImageReference name = name(destination);
    RegistryEndpoint endpoint = endpoints.forPush(name.registry(), destination.insecure());
    String username = destination.username();
    String password = destination.password();
    RegistryLogin login =
        username == null || password == null ? null : new RegistryLogin(username, password);
    return new RegistryDestination(
        name,
        mountFrom ->
            new PushSession(transport, retries, endpoint, name.repository(), mountFrom, login),
        turns);
  }

  /** Nothing is sent: the port is one where nobody listens. */
  @Override
  public void warmUp() throws InterruptedException {
    RegistryEndpoint nobody = new RegistryEndpoint("127.0.0.1:1", true, true);
    Retries once = new Retries(List.of(), time -> {});
    try (PushSession push = new PushSession(transport, once, nobody, "warm/up", Set.of(), null);
        RegistrySession pull = new RegistrySession(transport, once, nobody, "warm/up", null)) {
      failsAs(push::signIn);
      failsAs(() -> pull.manifest("latest"));
    } catch (IOException e) {
      throw new IllegalStateException("a client that was never connected can't be closed", e);
    }
  }

  /** Talks to a registry. */
  @FunctionalInterface
  private interface Talk {
    void run() throws IOException, InterruptedException;
  }

  private static void failsAs(Talk talk) throws InterruptedException {
    try {
      talk.run();
    } catch (IOException expected) {
      // That is how it has to end.
      return;
    }
  }

  private static ImageReference name(Destination destination) throws IOException {
    try {
      return ImageReference.parse(destination.image());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "destination \"" + destination.image() + "\" is no image name: " + e.getMessage(), e);
    }
  }
}
