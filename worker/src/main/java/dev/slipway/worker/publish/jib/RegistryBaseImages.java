package dev.slipway.worker.publish.jib;

import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.image.json.ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.image.json.V21ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.publish.BaseImage;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.BlobCache;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Base images from registries, by their mirrors first. A login goes to the registry itself only,
 * never to a mirror.
 */
public final class RegistryBaseImages implements BaseImages {

  private static final int NOT_FOUND = 404;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int MAX_CONFIG = 8 * 1024 * 1024;

  private final RegistryEndpoints endpoints;
  private final RegistryTransport transport;
  private final Retries retries;
  private final BlobCache blobs;

  /**
   * As the operator has set it up.
   *
   * @param folder of the worker; blobs are kept below it
   */
  public static RegistryBaseImages of(
      String mirrors, String insecureRegistries, String allowedHosts, Path folder) {
    return new RegistryBaseImages(
        RegistryEndpoints.parse(mirrors, insecureRegistries),
        new RegistryTransport(allowedHosts),
        Retries.forPulls(),
        new BlobCache(folder.resolve("blobs")));
  }

  RegistryBaseImages(
      RegistryEndpoints endpoints, RegistryTransport transport, Retries retries, BlobCache blobs) {
    this.endpoints = endpoints;
    this.transport = transport;
    this.retries = retries;
    this.blobs = blobs;
  }

  @Override
  public BaseImage resolve(
      ImageReference reference, Platform platform, @Nullable RegistryLogin login)
      throws BuildFailedException, IOException, InterruptedException {
    List<RegistryEndpoint> candidates = endpoints.forPull(reference.registry());
    List<RegistryFailure> mirrorFailures = new ArrayList<>();
    for (RegistryEndpoint mirror : candidates.subList(0, candidates.size() - 1)) {
      try {
        return pull(mirror, reference, platform, null);
      } catch (RegistryFailure e) {
        // A mirror that lacks the image or is down is no reason not to ask the registry itself.
        mirrorFailures.add(e);
      }
    }
    RegistryEndpoint registry = candidates.get(candidates.size() - 1);
    try {
      return pullFromRegistry(registry, reference, platform, login);
    } catch (RegistryFailure e) {
      throw missing(reference, registry, login, e.afterMirrors(mirrorFailures));
    }
  }

  /** A login that was made for other images of the registry shall not hide what is public. */
  private BaseImage pullFromRegistry(
      RegistryEndpoint registry,
      ImageReference reference,
      Platform platform,
      @Nullable RegistryLogin login)
      throws BuildFailedException, IOException, InterruptedException {
    try {
      return pull(registry, reference, platform, login);
    } catch (RegistryFailure e) {
      if (login == null || !isDenied(e)) {
        throw e;
      }
      try {
        return pull(registry, reference, platform, null);
      } catch (RegistryFailure anonymous) {
        e.addSuppressed(anonymous);
        throw e;
      }
    }
  }

  private static boolean isDenied(RegistryFailure failure) {
    return failure.status() == UNAUTHORIZED || failure.status() == FORBIDDEN;
  }

  /** Registries that hide what is private answer 401 or 403 for what isn't there, too. */
  private static IOException missing(
      ImageReference reference,
      RegistryEndpoint registry,
      @Nullable RegistryLogin login,
      RegistryFailure failure)
      throws BuildFailedException {
    String where = "base image " + reference + " not found in registry " + registry.host();
    if (failure.status() == NOT_FOUND) {
      throw new BuildFailedException(where + "; check its name and tag", failure);
    }
    if (!isDenied(failure)) {
      return failure;
    }
    if (login == null) {
      throw new BuildFailedException(
          where
              + ", or it is private ("
              + failure.status()
              + "); check its name and tag. It was asked for anonymously: a private base is pulled"
              + " with the login of a destination in the same registry, and there is none",
          failure);
    }
    return new IOException(
        where
            + ", or it may not be pulled ("
            + failure.status()
            + ") with the login that the repository's destination in that registry has, nor"
            + " anonymously; check the name, and give that account the right to pull it",
        failure);
  }

  private BaseImage pull(
      RegistryEndpoint endpoint,
      ImageReference reference,
      Platform platform,
      @Nullable RegistryLogin login)
      throws BuildFailedException, IOException, InterruptedException {
    try (RegistrySession session = session(endpoint, reference, login)) {
      ManifestAndDigest<ManifestTemplate> top = session.manifest(reference.tagOrDigest());
      Digest digest = new Digest(top.getDigest().toString());
      if (reference.digest() != null && !reference.digest().equals(digest)) {
        throw new IOException(
            "registry " + endpoint.host() + " sent " + digest + " for " + reference);
      }
      for (ManifestAndDigest<ManifestTemplate> manifest :
          manifests(session, top, reference, platform)) {
        ParsedManifest parsed = ParsedManifest.of(manifest.getManifest());
        byte[] config = config(session, reference, parsed);
        boolean suits =
            manifest.equals(top)
                ? suits(config, platform)
                : platform.acceptsVariant(ParsedManifest.variantOf(config));
        if (suits) {
          return new BaseImage(
              reference,
              digest,
              parsed.docker(),
              config,
              parsed.layers(),
              layer -> open(endpoint, reference, login, layer));
        }
      }
      throw notForPlatform(reference, platform);
    }
  }

  /**
   * Images for one platform often don't say which, so that is looked at only where another one than
   * this machine's was asked for.
   */
  private static boolean suits(byte[] config, Platform platform) throws IOException {
    return platform.isSameAs(Platform.ofThisMachine())
        || ParsedManifest.platformOf(config).map(platform::isSameAs).orElse(true);
  }

  /** The image itself, or those of an index that run on the platform's kind of machine. */
  private static List<ManifestAndDigest<ManifestTemplate>> manifests(
      RegistrySession session,
      ManifestAndDigest<ManifestTemplate> top,
      ImageReference reference,
      Platform platform)
      throws BuildFailedException, IOException, InterruptedException {
    if (top.getManifest() instanceof V21ManifestTemplate) {
      throw new BuildFailedException(
          "base image "
              + reference
              + " has a manifest of Docker's schema 1; pull and push it anew");
    }
    if (!(top.getManifest() instanceof ManifestListTemplate index)) {
      return List.of(top);
    }
    List<ManifestAndDigest<ManifestTemplate>> manifests = new ArrayList<>();
    for (String digest : index.getDigestsForPlatform(platform.architecture(), platform.os())) {
      manifests.add(session.manifest(digest));
    }
    return manifests;
  }

  private static BuildFailedException notForPlatform(ImageReference reference, Platform platform) {
    return new BuildFailedException(
        "base image "
            + reference
            + " is not there for platform "
            + platform
            + "; choose another with FROM --platform");
  }

  private byte[] config(RegistrySession session, ImageReference reference, ParsedManifest manifest)
      throws IOException {
    try (InputStream in =
        blobs.open(
            reference.name(), manifest.config(), out -> session.pullBlob(manifest.config(), out))) {
      return in.readNBytes(MAX_CONFIG);
    }
  }

  private InputStream open(
      RegistryEndpoint endpoint,
      ImageReference reference,
      @Nullable RegistryLogin login,
      BaseImage.Layer layer)
      throws IOException {
    try {
      return retries.call(
          () ->
              blobs.open(
                  reference.name(),
                  layer.digest(),
                  out -> {
                    try (RegistrySession session = session(endpoint, reference, login)) {
                      session.pullBlob(layer.digest(), out);
                    }
                  }));
    } catch (RegistryException e) {
      throw new IOException("layer " + layer.digest() + " can't be pulled", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("stopped").initCause(e);
    }
  }

  private RegistrySession session(
      RegistryEndpoint endpoint, ImageReference reference, @Nullable RegistryLogin login) {
    return new RegistrySession(transport, retries, endpoint, reference.repository(), login);
  }
}
