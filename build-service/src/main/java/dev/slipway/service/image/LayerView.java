package dev.slipway.service.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.core.message.ImageSummary.Layer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A layer with the step that made it, or a step that made none.
 *
 * @param digest of the compressed bytes, null when the step made no layer
 * @param size compressed bytes
 * @param mediaType how it is packed, null when the step made no layer
 * @param createdBy the step, null when the image doesn't tell
 * @param comment what the builder noted, null when nothing
 * @param created when, as it stands in the image
 * @param empty whether the step made no layer
 */
@Schema(name = "ImageLayer")
public record LayerView(
    @Nullable String digest,
    long size,
    @Nullable String mediaType,
    @Nullable String createdBy,
    @Nullable String comment,
    @Nullable String created,
    boolean empty) {

  /**
   * Brings layers and history together, from the base upwards. Bases without a history are common,
   * later steps without one aren't; so they are matched from the top.
   *
   * @param history the configuration's list (image-spec, "OCI Image Configuration"); any other node
   *     is no history
   */
  static List<LayerView> of(List<Layer> layers, JsonNode history) {
    Deque<Layer> left = new ArrayDeque<>(layers);
    List<LayerView> downwards = new ArrayList<>();
    for (int i = history.size() - 1; i >= 0; i--) {
      JsonNode step = history.get(i);
      boolean empty = step.path("empty_layer").asBoolean(false);
      Layer layer = empty ? null : left.pollLast();
      if (empty || layer != null) {
        downwards.add(of(layer, step));
      }
    }
    while (!left.isEmpty()) {
      downwards.add(of(left.pollLast(), history.path("none")));
    }
    Collections.reverse(downwards);
    return List.copyOf(downwards);
  }

  /** The size for people, such as {@code 1.5 MB}. */
  public String sizeText() {
    return Sizes.text(size);
  }

  private static LayerView of(@Nullable Layer layer, JsonNode step) {
    return new LayerView(
        layer == null ? null : layer.digest(),
        layer == null ? 0 : layer.size(),
        layer == null ? null : layer.mediaType(),
        text(step, "created_by"),
        text(step, "comment"),
        text(step, "created"),
        layer == null);
  }

  private static @Nullable String text(JsonNode step, String field) {
    JsonNode node = step.path(field);
    return node.isTextual() ? node.textValue() : null;
  }
}
