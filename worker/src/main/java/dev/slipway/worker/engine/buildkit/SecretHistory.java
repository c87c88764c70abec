package dev.slipway.worker.engine.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;

/**
 * Secrets in an image's history, where everybody who may pull the image reads them: BuildKit writes
 * the values of ARGs before every RUN.
 */
final class SecretHistory {

  private static final String CREATED_BY = "created_by";
  private static final String INSTEAD = "***";
  private static final JsonMapper JSON = new JsonMapper();

  private SecretHistory() {}

  /**
   * The configuration with other characters in the place of secrets; the same bytes where there are
   * none.
   */
  static byte[] without(byte[] config, Collection<String> secrets) throws IOException {
    JsonNode image = JSON.readTree(config);
    boolean changed = false;
    for (JsonNode entry : image.path("history")) {
      String text = entry.path(CREATED_BY).asText();
      String clean = text;
      for (String secret : secrets) {
        clean = secret.isEmpty() ? clean : clean.replace(secret, INSTEAD);
      }
      if (!clean.equals(text) && entry instanceof ObjectNode object) {
        object.put(CREATED_BY, clean);
        changed = true;
      }
    }
    return changed ? JSON.writeValueAsBytes(image) : config;
  }
}
