package dev.slipway.service.dockerhub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.service.dockerhub.Autobuild.Extras;
import dev.slipway.service.dockerhub.Autobuild.Location;
import dev.slipway.service.dockerhub.Autobuild.Setting;
import dev.slipway.service.dockerhub.Autobuild.Source;
import dev.slipway.service.web.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads single objects of Docker Hub's API, the newer form and the one before 2019. */
final class ReadSource {

  private ReadSource() {}

  static Autobuild autobuild(HubJson json, List<Setting> settings, List<String> missing) {
    return new Autobuild(
        json.at(),
        image(json),
        source(json),
        json.text("description"),
        isPublic(json),
        settings,
        missing,
        new Extras(
            json.text("autotests", "OFF"),
            json.flag("repo_links", false),
            variables(json),
            !json.text("deploykey").isEmpty(),
            json.text("channel", "Stable")));
  }

  /** A rule of the newer form. */
  static Setting setting(HubJson json) {
    return new Setting(
        json.at(),
        json.text("source_type"),
        json.text("source_name"),
        new Location(json.text("dockerfile"), json.text("build_context"), false),
        json.text("tag"),
        json.flag("autobuild", true),
        !json.flag("nocache", false));
  }

  /** The rules of the old form, whose {@code name} is the Docker tag. */
  static List<Setting> oldSettings(HubJson json) {
    List<Setting> settings = new ArrayList<>();
    JsonNode tags = json.node().path("build_tags");
    for (int i = 0; i < tags.size(); i++) {
      HubJson tag = new HubJson(json.at() + ".build_tags[" + i + "]", tags.get(i));
      settings.add(
          new Setting(
              tag.at(),
              tag.text("source_type"),
              tag.text("source_name"),
              new Location(tag.text("dockerfile_location"), "", true),
              tag.text("name"),
              json.flag("active", true),
              true));
    }
    return settings;
  }

  private static String image(HubJson json) {
    String image = json.text("image", json.text("docker_url"));
    if (image.indexOf('/') > 0) {
      return image;
    }
    if (json.has("namespace") && json.has("name")) {
      return json.text("namespace") + "/" + json.text("name");
    }
    throw new InvalidInputException(
        json.at() + ".image", "is required: Docker Hub's namespace/name of the image");
  }

  private static Source source(HubJson json) {
    String[] name = json.text("build_name").split("/", 2);
    boolean old = json.has("build_tags") && name.length == 2;
    return new Source(
        json.text("provider"),
        old ? name[0] : json.nullable("owner"),
        old ? name[1] : repository(json),
        json.text("source_url", json.text("repo_web_url")));
  }

  /** In the old form, this is the number or the name of Docker Hub's own repository. */
  private static @Nullable String repository(HubJson json) {
    return json.has("owner") ? json.nullable("repository") : null;
  }

  private static @Nullable Boolean isPublic(HubJson json) {
    if (json.has("is_private")) {
      return !json.flag("is_private", true);
    }
    return json.has("privacy") ? json.text("privacy").equals("public") : null;
  }

  private static Map<String, @Nullable String> variables(HubJson json) {
    Map<String, @Nullable String> variables = new LinkedHashMap<>();
    JsonNode given = json.node().path("envvars");
    for (int i = 0; i < given.size() && given.isArray(); i++) {
      HubJson variable = new HubJson(json.at() + ".envvars[" + i + "]", given.get(i));
      String name = variable.text("key", variable.text("name"));
      if (name.isEmpty()) {
        throw new InvalidInputException(variable.at() + ".key", "is required");
      }
      variables.put(name, variable.nullable("value"));
    }
    return variables;
  }
}
