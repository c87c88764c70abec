package dev.slipway.worker.source.lfs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.core.git.RefName;
import dev.slipway.git.SourceException;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of the batch API (git-lfs, docs/api/batch.md), always for one object. */
final class LfsBatch {

  private static final JsonMapper MAPPER = new JsonMapper();

  private LfsBatch() {}

  /**
   * Where an object is to be downloaded from.
   *
   * @param href the URL
   * @param headers to send there
   */
  record Action(String href, Map<String, String> headers) {
    Action {
      headers = Map.copyOf(headers);
    }
  }

  static byte[] request(LfsPointer pointer, @Nullable RefName ref) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("operation", "download");
    body.put("transfers", List.of("basic"));
    if (ref != null) {
      body.put("ref", Map.of("name", ref.fullName()));
    }
    body.put("hash_algo", "sha256");
    body.put("objects", List.of(Map.of("oid", pointer.oid().hex(), "size", pointer.size())));
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts are JSON", e);
    }
  }

  /**
   * @param path of the file, for messages
   * @throws SourceException when the server has it not, or answers something else
   */
  static Action action(byte[] answer, String path, LfsPointer pointer) throws SourceException {
    JsonNode object = object(answer, pointer);
    JsonNode error = object.path("error");
    if (error.isObject()) {
      throw SourceException.lasting(
          "The LFS server has no "
              + path
              + ": "
              + error.path("code").asInt()
              + " "
              + shown(error.path("message").asText())
              + ". Push it with git lfs push --all.",
          null);
    }
    JsonNode download = object.path("actions").path("download");
    if (!download.path("href").isTextual()) {
      throw SourceException.lasting(
          "The LFS server's answer about " + path + " names no place to download it from.", null);
    }
    Map<String, String> headers = new HashMap<>();
    download
        .path("header")
        .fields()
        .forEachRemaining(header -> headers.put(header.getKey(), header.getValue().asText()));
    return new Action(download.path("href").asText(), headers);
  }

  private static JsonNode object(byte[] answer, LfsPointer pointer) throws SourceException {
    try {
      for (JsonNode object : MAPPER.readTree(answer).path("objects")) {
        if (object.path("oid").asText().equals(pointer.oid().hex())) {
          return object;
        }
      }
    } catch (IOException e) {
      throw SourceException.lasting("The LFS server's answer is no JSON.", e);
    }
    throw SourceException.lasting(
        "The LFS server's answer leaves out what it was asked for.", null);
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }
}
