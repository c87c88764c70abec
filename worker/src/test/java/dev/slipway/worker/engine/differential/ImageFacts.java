package dev.slipway.worker.engine.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is compared of an image.
 *
 * @param files a line for every path
 * @param config settings that are there, by name
 * @param history {@code created_by}, and whether it made a layer
 */
record ImageFacts(List<String> files, Map<String, String> config, List<String> history) {

  private static final List<String> SETTINGS =
      List.of(
          "Env",
          "Cmd",
          "Entrypoint",
          "User",
          "WorkingDir",
          "ExposedPorts",
          "Volumes",
          "Labels",
          "StopSignal",
          "Shell",
          "OnBuild",
          "Healthcheck");

  /** Labels that a builder adds on its own account. */
  private static final Set<String> OWN_LABELS =
      Set.of(
          "io.buildah.version",
          "org.opencontainers.image.base.name",
          "org.opencontainers.image.base.digest");

  static ImageFacts of(List<String> files, JsonNode image) {
    Map<String, String> settings = new TreeMap<>();
    for (String name : SETTINGS) {
      JsonNode value = image.path("config").path(name);
      if (name.equals("Labels") && value instanceof ObjectNode labels) {
        value = labels.deepCopy().without(OWN_LABELS);
      }
      // Who starts from nothing may leave out what is the default anyway.
      boolean usual = name.equals("WorkingDir") && value.asText().equals("/");
      if (!usual && !value.isMissingNode() && !value.isNull() && !isEmpty(value)) {
        settings.put(name, sorted(value));
      }
    }
    List<String> history = new ArrayList<>();
    image
        .path("history")
        .forEach(
            entry ->
                history.add(
                    (entry.path("empty_layer").asBoolean() ? "- " : "+ ")
                        + entry.path("created_by").asText()
                        + " ("
                        + entry.path("comment").asText()
                        + ")"));
    return new ImageFacts(files, settings, history);
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isContainerNode() ? value.isEmpty() : value.asText().isEmpty();
  }

  private static String sorted(JsonNode value) {
    if (!value.isObject()) {
      return value.toString();
    }
    Map<String, String> fields = new TreeMap<>();
    value.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
    return fields.toString();
  }
}
