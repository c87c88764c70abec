package dev.slipway.registry.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Writes the registry's own documents. They are fixed by specification, so the application's
 * settings for JSON must not touch them.
 */
final class Json {

  private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

  private Json() {}

  static byte[] bytes(Object document) {
    try {
      return WRITER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record that can't be written as JSON", e);
    }
  }
}
