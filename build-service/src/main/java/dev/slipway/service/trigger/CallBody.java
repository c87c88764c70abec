package dev.slipway.service.trigger;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.service.selection.Selection;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The body of a call, in the forms that Docker Hub took. What it is, is told by its first character
 * and not by its media type, because {@code curl --data} calls everything a form.
 *
 * @param selection what is to be built
 * @param isForm whether it was a form, which Docker Hub answered with {@code OK}
 */
record CallBody(Selection selection, boolean isForm) {

  private static final String BUILD = "build";
  private static final String DOCKER_TAG = "docker_tag";
  private static final String TYPE = "source_type";
  private static final String NAME = "source_name";
  private static final Set<String> KNOWN = Set.of(BUILD, DOCKER_TAG, TYPE, NAME);
  private static final int LONGEST_TAG = 1_000;

  /**
   * Reads a body.
   *
   * @throws MalformedCallException when it is neither JSON nor a form
   * @throws InvalidInputException when a field of it can't be
   */
  static CallBody parse(String body, ObjectMapper json) {
    String text = body.strip();
    if (text.isEmpty()) {
      return new CallBody(Selection.EVERYTHING, false);
    }
    boolean form = text.charAt(0) != '{' && text.charAt(0) != '[' && text.indexOf('=') > 0;
    return new CallBody(selection(form ? formFields(text) : jsonFields(text, json)), form);
  }

  private static Selection selection(Map<String, String> fields) {
    if (fields.keySet().stream().noneMatch(KNOWN::contains) && !fields.isEmpty()) {
      throw new InvalidInputException(
          "",
          "none of its fields is known here: send build, docker_tag, or source_type and source_name");
    }
    String build = fields.getOrDefault(BUILD, "true");
    if (!build.equals("true")) {
      throw new InvalidInputException(BUILD, "must be true; to build nothing, call nothing");
    }
    boolean bySource = fields.containsKey(TYPE) || fields.containsKey(NAME);
    if (fields.containsKey(DOCKER_TAG)) {
      if (bySource) {
        throw new InvalidInputException(
            DOCKER_TAG, "goes without source_type and source_name; send either");
      }
      return Selection.ofDockerTag(
          Fields.required(
              DOCKER_TAG,
              fields.get(DOCKER_TAG),
              tag -> Fields.text(DOCKER_TAG, tag, LONGEST_TAG)));
    }
    return bySource ? bySource(fields) : Selection.EVERYTHING;
  }

  private static Selection bySource(Map<String, String> fields) {
    RefType type = Fields.required(TYPE, fields.get(TYPE), RefType::parse);
    return Selection.ofRef(
        Fields.required(NAME, fields.get(NAME), name -> new RefName(type, name)));
  }

  private static Map<String, String> jsonFields(String text, ObjectMapper json) {
    JsonNode root;
    try {
      root = json.readTree(text);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new MalformedCallException(
          "the body is neither valid JSON nor a form"
              + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr()));
    }
    if (!root.isObject()) {
      throw new MalformedCallException("the body must be a JSON object, such as {\"build\":true}");
    }
    Map<String, String> fields = new HashMap<>();
    root.properties().forEach(field -> put(field.getKey(), field.getValue(), fields));
    return fields;
  }

  private static void put(String name, JsonNode value, Map<String, String> fields) {
    boolean fits = name.equals(BUILD) ? value.isBoolean() || value.isTextual() : value.isTextual();
    if (KNOWN.contains(name) && !fits) {
      throw new InvalidInputException(name, name.equals(BUILD) ? "must be true" : "must be a text");
    }
    fields.put(name, value.asText());
  }

  private static Map<String, String> formFields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedCallException("the form is not encoded as URLs are");
    }
  }
}
