package dev.slipway.service.dockerhub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.service.dockerhub.Autobuild.Setting;
import dev.slipway.service.web.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what Docker Hub's API returned: an object, a list, or the API's own envelope of one. A
 * source may hold its rules, or name them by their resources; then the rules' own objects stand
 * beside it.
 */
final class ReadExport {

  private static final int MOST = 200;

  private final Map<String, Setting> settingsByUri = new HashMap<>();
  private final Map<String, List<Setting>> settingsBySource = new HashMap<>();
  private final List<HubJson> sources = new ArrayList<>();

  private ReadExport() {}

  /**
   * Reads them.
   *
   * @param field how the JSON is called in the request
   * @throws InvalidInputException for what can't be understood, with its place
   */
  static List<Autobuild> read(String field, JsonNode json) {
    ReadExport reading = new ReadExport();
    reading.collect(field, json);
    if (reading.sources.isEmpty()) {
      throw new InvalidInputException(
          field, "holds no autobuild, as GET /api/build/v1/source/?image=… returns them");
    }
    if (reading.sources.size() > MOST) {
      throw new InvalidInputException(
          field, "up to " + MOST + " autobuilds at once, not " + reading.sources.size());
    }
    return reading.sources.stream().map(reading::autobuild).toList();
  }

  private void collect(String at, JsonNode json) {
    if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        collect(at + "[" + i + "]", json.get(i));
      }
      return;
    }
    HubJson object = new HubJson(at, json);
    if (json.path("objects").isArray()) {
      collect(at + ".objects", json.get("objects"));
    } else if (object.has("build_settings") || object.has("build_tags")) {
      sources.add(object);
    } else if (object.has("source_type")) {
      addSetting(object);
    } else {
      throw new InvalidInputException(
          at,
          "is neither an autobuild (with build_settings or build_tags) nor a build setting (with"
              + " source_type)");
    }
  }

  private void addSetting(HubJson json) {
    Setting setting = ReadSource.setting(json);
    settingsByUri.put(json.text("resource_uri"), setting);
    if (json.has("buildsource")) {
      settingsBySource
          .computeIfAbsent(json.text("buildsource"), uri -> new ArrayList<>())
          .add(setting);
    }
  }

  private Autobuild autobuild(HubJson json) {
    Set<Setting> settings = new LinkedHashSet<>();
    List<String> missing = new ArrayList<>();
    JsonNode rules = json.node().path("build_settings");
    for (int i = 0; i < rules.size(); i++) {
      JsonNode rule = rules.get(i);
      if (!rule.isTextual()) {
        settings.add(
            ReadSource.setting(new HubJson(json.at() + ".build_settings[" + i + "]", rule)));
      } else if (settingsByUri.containsKey(rule.asText())) {
        settings.add(settingsByUri.get(rule.asText()));
      } else {
        missing.add(rule.asText());
      }
    }
    settings.addAll(settingsBySource.getOrDefault(json.text("resource_uri"), List.of()));
    settings.addAll(ReadSource.oldSettings(json));
    return ReadSource.autobuild(json, List.copyOf(settings), missing);
  }
}
