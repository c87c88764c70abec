package dev.slipway.service.image.tar;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.repository.RepositoryName;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds an image in the first of its registries that has it, and lays it out as a file. */
@ApplicationScoped
class OpenTar {

  private static final int DIGITS = 12;

  private final ImageSource source;
  private final PullLogins logins;
  private final ObjectMapper json;

  OpenTar(ImageSource source, PullLogins logins, ObjectMapper json) {
    this.source = source;
    this.logins = logins;
    this.json = json;
  }

  /**
   * Opens it. Registries are asked; not to be called in a transaction.
   *
   * @throws NoSuchThingException when the build has no image
   * @throws ImageSourceException when no registry gives it; the first that failed, else the first
   *     that doesn't have it any more, tells why
   */
  ImageTar open(BuildView build, TarFormat format, @Nullable Platform platform) throws IOException {
    if (build.digest() == null || build.published().isEmpty()) {
      throw new NoSuchThingException("the build has no image: it is " + build.state());
    }
    ImageSourceException refusal = null;
    for (ImageReference place : places(build)) {
      try {
        return open(build, new Digest(build.digest()), place, format, platform);
      } catch (ImageSourceException e) {
        refusal = refusal == null || (refusal.isMissing() && !e.isMissing()) ? e : refusal;
      }
    }
    throw refusal == null ? ImageSourceException.missing("the image is in no registry") : refusal;
  }

  private ImageTar open(
      BuildView build,
      Digest digest,
      ImageReference place,
      TarFormat format,
      @Nullable Platform platform)
      throws IOException {
    ImageSource.Opened opened = source.open(place, logins.forPulling(build, place));
    List<Manifest> manifests = new ReadManifests(opened, json).read(digest, format, platform);
    TarLayout layout = TarLayout.of(format, manifests, build.published(), json);
    return new ImageTar(fileName(build, manifests.get(0).self().digest()), layout, opened);
  }

  /** One of each registry's repositories, in the order in which they were published to. */
  private static List<ImageReference> places(BuildView build) {
    return build.published().stream()
        .map(ImageReference::parse)
        .collect(
            Collectors.toMap(
                ImageReference::name,
                reference -> reference,
                (first, other) -> first,
                LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static String fileName(BuildView build, Digest digest) {
    RepositoryName name = RepositoryName.parse(build.repository());
    return name.namespace()
        + "-"
        + name.name()
        + "-"
        + build.tags().get(0)
        + "-"
        + digest.hex().substring(0, DIGITS)
        + ".tar";
  }
}
