package dev.slipway.worker.engine.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON as it goes into images: compact, in the order in which fields were set. */
final class Json {

  /** Not the application's mapper: its settings must not change anybody's digests. */
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static byte[] bytes(ObjectNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that can't be written", e);
    }
  }

  /**
   * @throws IOException when it is no JSON object
   */
  static ObjectNode object(byte[] bytes) throws IOException {
    JsonNode node = MAPPER.readTree(bytes);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("not a JSON object");
  }
}
