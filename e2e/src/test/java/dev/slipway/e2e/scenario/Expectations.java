package dev.slipway.e2e.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.stack.PulledImage;
import dev.slipway.e2e.stack.Slipway;
import dev.slipway.e2e.stack.Stack;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Holds what a scenario promises against what came of it. */
record Expectations(Slipway slipway, Stack stack, String repository) {

  /** No secret that the tests use contains anything but this at its start. */
  private static final String CANARY = "canary-";

  void check(JsonNode definition, Slipway.Answer answer, Map<String, String> values) {
    assertEquals(definition.path("status").asInt(202), answer.status(), answer.text());
    if (definition.has("delivery")) {
      assertContains("the answer", filled(definition.path("delivery"), values), answer.json());
    }
    JsonNode expected = definition.path("builds");
    List<JsonNode> builds = slipway.awaitBuilds(repository, expected.size());
    for (int i = 0; i < expected.size(); i++) {
      checkBuild(expected.get(i), builds.get(i), values);
    }
    for (Iterator<Map.Entry<String, JsonNode>> it = definition.path("images").fields();
        it.hasNext(); ) {
      Map.Entry<String, JsonNode> image = it.next();
      checkImage(definition, image.getKey(), image.getValue(), values, builds);
    }
  }

  private void checkBuild(JsonNode expected, JsonNode build, Map<String, String> values) {
    String id = build.path("id").asText();
    String log = slipway.log(id);
    JsonNode full = slipway.get("/api/v1/builds/" + id).json();
    for (Iterator<Map.Entry<String, JsonNode>> it = expected.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      switch (field.getKey()) {
        case "log" ->
            field
                .getValue()
                .forEach(
                    part -> assertHolds("the log", log, Scenario.filled(part.asText(), values)));
        case "logNot" ->
            field
                .getValue()
                .forEach(
                    part ->
                        assertFalse(
                            log.contains(part.asText()), () -> part + " in the log:\n" + log));
        case "reason" ->
            field
                .getValue()
                .forEach(
                    part ->
                        assertHolds(
                            "the reason",
                            full.path("reason").asText(),
                            Scenario.filled(part.asText(), values)));
        default ->
            assertContains(
                field.getKey()
                    + " of the build, whose log is:\n"
                    + log
                    + "\nreason: "
                    + full.path("reason").asText()
                    + "\n",
                filled(field.getValue(), values),
                full.path(field.getKey()));
      }
    }
    assertFalse((log + full).contains(CANARY), "a secret in log or build");
  }

  private void checkImage(
      JsonNode definition,
      String tag,
      JsonNode expected,
      Map<String, String> values,
      List<JsonNode> builds) {
    JsonNode destinations = definition.path("destinations");
    if (destinations.isEmpty()) {
      checkPulled(
          PulledImage.pull(stack.standalone().host() + "/" + repository + ":" + tag, null),
          expected,
          values,
          builds);
    }
    for (JsonNode destination : destinations) {
      boolean open = destination.asText().equals("open");
      String host = open ? stack.openRegistry().host() : stack.registryWithPassword().host();
      checkPulled(
          PulledImage.pull(
              host + "/" + repository + ":" + tag, open ? null : Stack.USER + ":" + Stack.PASSWORD),
          expected,
          values,
          builds);
    }
  }

  private static void checkPulled(
      PulledImage image, JsonNode expected, Map<String, String> values, List<JsonNode> builds) {
    assertTrue(
        builds.stream().anyMatch(build -> build.path("digest").asText().equals(image.digest())),
        () -> image.digest() + " is the digest of no build in " + builds);
    assertContains(
        "the image's configuration", filled(expected.path("config"), values), image.config());
    String listing = String.join("\n", image.listing());
    expected
        .path("files")
        .forEach(
            line ->
                assertTrue(
                    image.listing().contains(Scenario.filled(line.asText(), values)),
                    () -> "no \"" + line.asText() + "\" in\n" + listing));
    expected
        .path("absent")
        .forEach(
            path ->
                assertFalse(
                    image.files().containsKey(path.asText()), () -> path + " is in the image"));
    assertFalse(
        image.config().toString().contains(CANARY), "a secret in the image's configuration");
  }

  private static JsonNode filled(JsonNode expected, Map<String, String> values) {
    try {
      return new com.fasterxml.jackson.databind.ObjectMapper()
          .readTree(Scenario.filled(expected.toString(), values));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertHolds(String what, String text, String part) {
    assertTrue(text.contains(part), () -> "\"" + part + "\" is not in " + what + ":\n" + text);
  }

  /** Objects may have more fields than expected; everything else has to be equal. */
  private static void assertContains(String what, JsonNode expected, JsonNode actual) {
    if (expected.isObject()) {
      expected
          .fields()
          .forEachRemaining(
              field ->
                  assertContains(
                      what + "." + field.getKey(), field.getValue(), actual.path(field.getKey())));
    } else if (expected.isArray() && !expected.isEmpty() && expected.get(0).isObject()) {
      assertEquals(expected.size(), actual.size(), () -> what + ": " + actual);
      for (int i = 0; i < expected.size(); i++) {
        assertContains(what + "[" + i + "]", expected.get(i), actual.get(i));
      }
    } else if (!expected.isMissingNode()) {
      assertEquals(expected, actual, what);
    }
  }
}
