package dev.slipway.service.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How an image for one platform differs from the one before.
 *
 * @param platform {@code os/arch[/variant]}
 * @param sizeDelta bytes that its layers have more
 * @param shared layers that both have
 * @param added layers that only this one has
 * @param removed layers that only the one before had
 * @param config what of the configuration changed, by key; empty also when one of them isn't known
 * @param baseChanged whether it stands on something else
 * @param baseBefore what the one before stood on, null when that isn't known
 */
@Schema(name = "ImageVariantDiff")
public record VariantDiff(
    String platform,
    long sizeDelta,
    List<LayerView> shared,
    List<LayerView> added,
    List<LayerView> removed,
    List<Change> config,
    boolean baseChanged,
    @Nullable BaseImage baseBefore) {

  /**
   * A setting that changed.
   *
   * @param key such as {@code env.PATH}
   * @param before null when it wasn't there
   * @param after null when it isn't there any more
   */
  @Schema(name = "ImageConfigChange")
  public record Change(String key, @Nullable String before, @Nullable String after) {}

  static VariantDiff of(ImageVariant before, ImageVariant after) {
    Map<String, LayerView> old = byDigest(before);
    Map<String, LayerView> now = byDigest(after);
    return new VariantDiff(
        after.platform(),
        after.size() - before.size(),
        filtered(now, old, true),
        filtered(now, old, false),
        filtered(old, now, false),
        changes(before.config(), after.config()),
        !Objects.equals(before.base(), after.base()),
        before.base());
  }

  /** The difference in size for people. */
  public String sizeDeltaText() {
    return Sizes.difference(sizeDelta);
  }

  private static Map<String, LayerView> byDigest(ImageVariant variant) {
    Map<String, LayerView> layers = new LinkedHashMap<>();
    for (LayerView layer : variant.layers()) {
      if (layer.digest() != null) {
        layers.putIfAbsent(layer.digest(), layer);
      }
    }
    return layers;
  }

  private static List<LayerView> filtered(
      Map<String, LayerView> layers, Map<String, LayerView> others, boolean inBoth) {
    return layers.entrySet().stream()
        .filter(layer -> others.containsKey(layer.getKey()) == inBoth)
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<Change> changes(@Nullable ImageConfig before, @Nullable ImageConfig after) {
    if (before == null || after == null) {
      return List.of();
    }
    Map<String, String> old = before.settings();
    Map<String, String> now = after.settings();
    Set<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(old.get(key), now.get(key)))
        .map(key -> new Change(key, old.get(key), now.get(key)))
        .toList();
  }
}
