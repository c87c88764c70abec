package dev.slipway.service.baseimage.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.core.image.ImageReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds the images that a registry's event says were pushed. Nothing else in it is read, and what
 * makes no image's name is left out: strangers may have written it.
 *
 * <p>Sources of the formats: Docker Hub's manual, "Webhooks"; the distribution project's manual,
 * "Work with notifications"; Harbor's manual, "Configure Webhook Notifications"; Quay's manual,
 * "Repository notifications".
 */
@ApplicationScoped
class EventReader {

  private static final int DEEPEST = 32;
  private static final int MOST_IMAGES = 100;

  private final ObjectMapper json =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
              .build());

  /**
   * The images, in the event's order, at most 100; none when the event tells of something else.
   *
   * @throws IllegalArgumentException when the body is no JSON
   */
  Set<ImageReference> images(HookKind kind, byte[] body) {
    JsonNode event = read(body);
    Stream<String> names =
        switch (kind) {
          case DOCKER_HUB -> dockerHub(event);
          case DISTRIBUTION -> distribution(event);
          case HARBOR -> harbor(event);
          case QUAY -> quay(event);
        };
    return names
        .flatMap(EventReader::parse)
        .limit(MOST_IMAGES)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private JsonNode read(byte[] body) {
    try {
      JsonNode event = json.readTree(body);
      return event == null ? MissingNode.getInstance() : event;
    } catch (IOException e) {
      throw new IllegalArgumentException("the body is no JSON of an event", e);
    }
  }

  private static Stream<String> dockerHub(JsonNode event) {
    String repository = event.path("repository").path("repo_name").asText("");
    return Stream.of(
        name(ImageReference.DOCKER_HUB, repository, event.path("push_data").path("tag")));
  }

  private static Stream<String> distribution(JsonNode event) {
    return elements(event.path("events"))
        .filter(one -> one.path("action").asText("").equals("push"))
        .map(
            one ->
                name(
                    one.path("request").path("host").asText(""),
                    one.path("target").path("repository").asText(""),
                    one.path("target").path("tag")));
  }

  private static Stream<String> harbor(JsonNode event) {
    boolean cloudEvent = event.path("type").asText("").equals("harbor.artifact.pushed");
    if (!cloudEvent && !event.path("type").asText("").equals("PUSH_ARTIFACT")) {
      return Stream.empty();
    }
    return elements(event.path(cloudEvent ? "data" : "event_data").path("resources"))
        .map(resource -> resource.path("resource_url").asText(""));
  }

  /** Tags were the keys of an object before they became a list. */
  private static Stream<String> quay(JsonNode event) {
    JsonNode tags = event.path("updated_tags");
    Stream<String> names =
        tags.isObject()
            ? StreamSupport.stream(((Iterable<String>) tags::fieldNames).spliterator(), false)
            : elements(tags).map(tag -> tag.asText(""));
    String url = event.path("docker_url").asText("");
    return names.filter(ImageReference::isTag).map(tag -> url + ":" + tag);
  }

  private static String name(String registry, String repository, JsonNode tag) {
    return ImageReference.isTag(tag.asText(""))
        ? registry + "/" + repository + ":" + tag.asText()
        : "";
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static Stream<ImageReference> parse(String name) {
    try {
      ImageReference image = ImageReference.parse(name);
      return image.digest() == null ? Stream.of(image) : Stream.empty();
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }
}
