package dev.slipway.service.dockerhub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of Docker Hub's, read leniently: what isn't asked for doesn't matter, what is
 * asked for has to be of its kind.
 *
 * @param at where it stands in the request
 * @param node the object
 */
record HubJson(String at, JsonNode node) {

  private static final int LONGEST = 1_000;

  HubJson {
    if (!node.isObject()) {
      throw new InvalidInputException(at, "is a JSON object, as Docker Hub's API returned it");
    }
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** A text, without spaces around it; empty when it is missing. */
  String text(String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isValueNode()) {
      throw new InvalidInputException(at + "." + field, "is a text");
    }
    return Fields.text(at + "." + field, value.asText().strip(), LONGEST);
  }

  /** As above; null when it is missing or empty. */
  @Nullable String nullable(String field) {
    String text = text(field);
    return text.isEmpty() ? null : text;
  }

  String text(String field, String otherwise) {
    String text = text(field);
    return text.isEmpty() ? otherwise : text;
  }

  boolean flag(String field, boolean otherwise) {
    if (!has(field)) {
      return otherwise;
    }
    if (!node.path(field).isBoolean()) {
      throw new InvalidInputException(at + "." + field, "is true or false");
    }
    return node.path(field).booleanValue();
  }
}
