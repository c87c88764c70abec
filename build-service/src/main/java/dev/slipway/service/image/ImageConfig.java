package dev.slipway.service.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How containers of an image run (image-spec, "OCI Image Configuration"), with Docker's additions.
 *
 * @param created as it stands there, null when it doesn't
 * @param author who made it
 * @param os for which system
 * @param architecture for which processors
 * @param variant of the architecture
 * @param user name or id, empty for root
 * @param workingDir where commands start
 * @param env {@code NAME=value}, in their order
 * @param entrypoint null when there is none
 * @param cmd null when there is none
 * @param exposedPorts such as {@code 8080/tcp}
 * @param volumes paths
 * @param labels by name
 * @param stopSignal null when there is none
 * @param shell what shell forms run in, null when it is the default
 * @param onBuild what builds that stand on the image do first
 * @param healthcheck its command, empty when there is none
 */
@Schema(name = "ImageConfig")
public record ImageConfig(
    @Nullable String created,
    @Nullable String author,
    @Nullable String os,
    @Nullable String architecture,
    @Nullable String variant,
    String user,
    String workingDir,
    List<String> env,
    @Nullable List<String> entrypoint,
    @Nullable List<String> cmd,
    List<String> exposedPorts,
    List<String> volumes,
    Map<String, String> labels,
    @Nullable String stopSignal,
    @Nullable List<String> shell,
    List<String> onBuild,
    List<String> healthcheck) {

  /** Reads a configuration; what has another form than it should is taken for missing. */
  static ImageConfig read(JsonNode root) {
    JsonNode config = root.path("config");
    return new ImageConfig(
        text(root, "created"),
        text(root, "author"),
        text(root, "os"),
        text(root, "architecture"),
        text(root, "variant"),
        orEmpty(text(config, "User")),
        orEmpty(text(config, "WorkingDir")),
        texts(config.path("Env")),
        listOrNull(config.path("Entrypoint")),
        listOrNull(config.path("Cmd")),
        names(config.path("ExposedPorts")),
        names(config.path("Volumes")),
        labels(config.path("Labels")),
        text(config, "StopSignal"),
        listOrNull(config.path("Shell")),
        texts(config.path("OnBuild")),
        texts(config.path("Healthcheck").path("Test")));
  }

  /** Everything but the time by keys such as {@code env.PATH}, for comparing. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    put(settings, "author", author);
    put(settings, "os", os);
    put(settings, "architecture", architecture);
    put(settings, "variant", variant);
    put(settings, "user", user);
    put(settings, "workingDir", workingDir);
    put(settings, "stopSignal", stopSignal);
    put(settings, "entrypoint", entrypoint);
    put(settings, "cmd", cmd);
    put(settings, "shell", shell);
    put(settings, "onBuild", onBuild);
    put(settings, "healthcheck", healthcheck);
    for (String pair : env) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      settings.put("env." + name, equals < 0 ? "" : pair.substring(equals + 1));
    }
    exposedPorts.forEach(port -> settings.put("exposedPorts." + port, ""));
    volumes.forEach(path -> settings.put("volumes." + path, ""));
    labels.forEach((name, value) -> settings.put("labels." + name, value));
    return settings;
  }

  private static void put(Map<String, String> settings, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      settings.put(key, value);
    }
  }

  private static void put(Map<String, String> settings, String key, @Nullable List<String> value) {
    if (value != null && !value.isEmpty()) {
      settings.put(key, value.toString());
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String text(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    return node.isTextual() ? node.textValue() : null;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return List.copyOf(texts);
  }

  private static @Nullable List<String> listOrNull(JsonNode list) {
    return list.isArray() ? texts(list) : null;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.stream().sorted().toList();
  }

  private static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new TreeMap<>();
    object
        .fields()
        .forEachRemaining(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
    return labels;
  }
}
