package dev.slipway.service.image.tar;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.service.web.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the manifests of an image that go into a file; the first is the one all hangs on. */
final class ReadManifests {

  /** Bounds what an index of somebody else can make the service hold. */
  private static final int MOST = 200;

  private static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final int LARGEST_CONFIG = 4 * 1024 * 1024;

  private final ImageSource.Opened source;
  private final ObjectMapper json;

  ReadManifests(ImageSource.Opened source, ObjectMapper json) {
    this.source = source;
    this.json = json;
  }

  /**
   * Reads them.
   *
   * @param platform null for all, or in {@link TarFormat#DOCKER} for the usual one
   * @throws ImageSourceException when they can't be had
   * @throws InvalidInputException when the image isn't for that platform
   */
  List<Manifest> read(Digest digest, TarFormat format, @Nullable Platform platform)
      throws IOException {
    Manifest top = manifest(digest);
    if (!top.isIndex()) {
      requirePlatform(top, platform);
      return List.of(top);
    }
    return switch (format) {
      case OCI -> platform == null ? all(top) : List.of(one(top, platform));
      case DOCKER -> List.of(platform == null ? usual(top) : one(top, platform));
    };
  }

  private Manifest manifest(Digest digest) throws ImageSourceException {
    return Manifest.read(digest, source.manifest(digest), json);
  }

  private List<Manifest> all(Manifest top) throws ImageSourceException {
    List<Manifest> found = new ArrayList<>();
    Deque<Manifest> left = new ArrayDeque<>(List.of(top));
    long bytes = 0;
    while (!left.isEmpty()) {
      Manifest next = left.poll();
      found.add(next);
      bytes += next.content().length;
      if (found.size() + next.manifests().size() > MOST || bytes > MOST_BYTES) {
        throw ImageSourceException.failed(
            "the image has too many manifests for one file; choose a platform");
      }
      for (Descriptor child : next.manifests()) {
        left.add(manifest(child.digest()));
      }
    }
    return List.copyOf(found);
  }

  private Manifest one(Manifest index, Platform wanted) throws ImageSourceException {
    Descriptor found = find(index, wanted).orElseThrow(() -> notFor(wanted, platforms(index)));
    return manifest(found.digest());
  }

  private Manifest usual(Manifest index) throws ImageSourceException {
    Descriptor found =
        find(index, Platform.USUAL)
            .or(() -> images(index).stream().findFirst())
            .orElseThrow(() -> ImageSourceException.failed("the image's index is empty"));
    return manifest(found.digest());
  }

  private static Optional<Descriptor> find(Manifest index, Platform wanted) {
    return images(index).stream()
        .filter(child -> wanted.takes(Objects.requireNonNull(child.platform())))
        .findFirst();
  }

  private static List<Descriptor> images(Manifest index) {
    return index.manifests().stream()
        .filter(child -> child.platform() != null && child.platform().isKnown())
        .toList();
  }

  private static String platforms(Manifest index) {
    return images(index).stream()
        .map(child -> String.valueOf(child.platform()))
        .collect(Collectors.joining(", "));
  }

  private void requirePlatform(Manifest manifest, @Nullable Platform wanted) throws IOException {
    Descriptor config = manifest.config();
    if (wanted == null || config == null) {
      return;
    }
    if (config.size() > LARGEST_CONFIG) {
      throw ImageSourceException.failed("the image's configuration is larger than 4 MiB");
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    source.blob(config.digest(), config.size(), content);
    Platform only = Platform.read(json.readTree(content.toByteArray()));
    if (!wanted.takes(only)) {
      throw notFor(wanted, only.toString());
    }
  }

  private static InvalidInputException notFor(Platform wanted, String platforms) {
    return new InvalidInputException(
        "platform", "the image isn't for " + wanted + ", but for " + platforms);
  }
}
