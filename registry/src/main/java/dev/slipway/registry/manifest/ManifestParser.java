package dev.slipway.registry.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests (image-spec, manifest.md and image-index.md; Docker's schema 2). A member given
 * twice is refused: two readers might take different ones.
 */
final class ManifestParser {

  private static final int SCHEMA_VERSION = 2;

  private final ObjectReader reader =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(ManifestDocument.class);

  /**
   * @param contentType as the client sent it; the document's own media type counts when missing
   * @throws RegistryException saying what is wrong with it
   */
  Manifest parse(@Nullable String contentType, byte[] json) {
    ManifestDocument document = read(json);
    ManifestType type = type(contentType, document.mediaType());
    if (document.schemaVersion() == null || document.schemaVersion() != SCHEMA_VERSION) {
      throw invalid("schemaVersion is not " + SCHEMA_VERSION);
    }
    return type.isIndex() ? index(type, document) : image(type, document);
  }

  private ManifestDocument read(byte[] json) {
    try {
      ManifestDocument document = reader.readValue(json);
      if (document == null) {
        throw invalid("it is null");
      }
      return document;
    } catch (JsonProcessingException e) {
      throw invalid("it is no JSON of that form: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw invalid("it can't be read");
    }
  }

  private static ManifestType type(@Nullable String contentType, @Nullable String inside) {
    String given = contentType != null ? contentType : inside;
    if (given == null) {
      throw invalid("it has no media type: send a Content-Type");
    }
    ManifestType type =
        ManifestType.of(given).orElseThrow(() -> invalid("its media type is not supported"));
    if (inside != null && !type.mediaType().equals(inside)) {
      throw invalid("Content-Type and mediaType are not the same");
    }
    return type;
  }

  private static Manifest image(ManifestType type, ManifestDocument document) {
    Descriptor config = document.config();
    if (config == null) {
      throw invalid("config is missing");
    }
    if (document.manifests() != null) {
      throw invalid("an image manifest can't have manifests");
    }
    List<Link> blobs = new ArrayList<>();
    blobs.add(link("config", config));
    blobs.addAll(links("layers", document.layers()));
    Optional<String> artifactType =
        Optional.ofNullable(document.artifactType())
            .or(() -> Optional.ofNullable(config.mediaType()));
    return manifest(type, blobs, List.of(), artifactType, document);
  }

  private static Manifest index(ManifestType type, ManifestDocument document) {
    if (document.manifests() == null) {
      throw invalid("manifests is missing");
    }
    if (document.config() != null || document.layers() != null) {
      throw invalid("an index can't have config or layers");
    }
    List<Link> manifests = links("manifests", document.manifests());
    return manifest(
        type, List.of(), manifests, Optional.ofNullable(document.artifactType()), document);
  }

  private static Manifest manifest(
      ManifestType type,
      List<Link> blobs,
      List<Link> manifests,
      Optional<String> artifactType,
      ManifestDocument document) {
    Optional<Digest> subject =
        Optional.ofNullable(document.subject()).map(found -> link("subject", found).digest());
    Map<String, String> annotations = document.annotations();
    return new Manifest(
        type,
        blobs,
        manifests,
        subject,
        artifactType,
        annotations == null ? Map.of() : withoutNulls(annotations));
  }

  private static Map<String, String> withoutNulls(Map<String, String> annotations) {
    if (annotations.containsValue(null)) {
      throw invalid("an annotation is null");
    }
    return annotations;
  }

  private static List<Link> links(String member, @Nullable List<@Nullable Descriptor> descriptors) {
    List<Link> links = new ArrayList<>();
    if (descriptors != null) {
      for (Descriptor descriptor : descriptors) {
        links.add(link(member, descriptor));
      }
    }
    return links;
  }

  private static Link link(String member, @Nullable Descriptor descriptor) {
    if (descriptor == null || descriptor.digest() == null) {
      throw invalid(member + " has an entry without digest");
    }
    if (!Digest.isDigest(descriptor.digest())) {
      throw invalid(member + " has a digest that is not sha256");
    }
    if (descriptor.size() < 0) {
      throw invalid(member + " has a negative size");
    }
    List<String> urls = descriptor.urls();
    return new Link(
        new Digest(descriptor.digest()), descriptor.size(), urls != null && !urls.isEmpty());
  }

  private static RegistryException invalid(String problem) {
    return new RegistryException(ErrorCode.MANIFEST_INVALID, "the manifest is refused: " + problem);
  }
}
