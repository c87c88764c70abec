package dev.slipway.service.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.message.ImageSummary;
import dev.slipway.service.baseimage.BaseImages;
import dev.slipway.service.baseimage.UsedImage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says what a build's image consists of, and what changed since the one before. */
@ApplicationScoped
public class DescribeImage {

  private final Images images;
  private final BaseImages bases;
  private final ObjectMapper json;

  DescribeImage(Images images, BaseImages bases, ObjectMapper json) {
    this.images = images;
    this.bases = bases;
    this.json = json;
  }

  /** The details; empty when there is no image, or nobody told what it consists of. */
  @Transactional
  public Optional<ImageDetails> describe(UUID buildId) {
    return images.of(buildId).map(this::details);
  }

  private ImageDetails details(BuiltImage image) {
    List<ImageVariant> variants = variants(image);
    ImageDiff previous =
        images
            .before(image.build())
            .map(before -> ImageDiff.of(before, variants(before), image, variants))
            .orElse(null);
    String digest = image.summary().digest();
    return new ImageDetails(
        image.build(),
        digest,
        image.summary().mediaType(),
        image.size(),
        image.published(),
        image.published().stream().map(tag -> "docker pull " + tag).toList(),
        image.published().stream()
            .map(tag -> "docker pull " + ImageReference.parse(tag).name() + "@" + digest)
            .distinct()
            .toList(),
        variants,
        previous,
        links(image.build()));
  }

  private static Map<String, String> links(UUID build) {
    String tar = "/api/v1/builds/" + build + "/image.tar";
    Map<String, String> links = new LinkedHashMap<>();
    links.put("oci", tar + "?format=oci");
    links.put("docker", tar + "?format=docker");
    links.put("ociChecksum", tar + ".sha256?format=oci");
    links.put("dockerChecksum", tar + ".sha256?format=docker");
    return links;
  }

  private List<ImageVariant> variants(BuiltImage image) {
    List<UsedImage> used = bases.usedBy(image.build());
    return image.summary().variants().stream().map(variant -> variant(variant, used)).toList();
  }

  private ImageVariant variant(ImageSummary.Variant variant, List<UsedImage> used) {
    JsonNode root = config(variant.config());
    ImageConfig config = root.isObject() ? ImageConfig.read(root) : null;
    return new ImageVariant(
        variant.platform(),
        variant.digest(),
        variant.layers().stream().mapToLong(ImageSummary.Layer::size).sum(),
        LayerView.of(variant.layers(), root.path("history")),
        config,
        BaseImage.of(config == null ? Map.of() : config.labels(), used));
  }

  /** A configuration that can't be read is shown as one that isn't known. */
  private JsonNode config(@Nullable String text) {
    try {
      return text == null ? MissingNode.getInstance() : json.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
