package dev.slipway.service.baseimage.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.core.image.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {

  private final EventReader reader = new EventReader();

  @Test
  void dockerHubNamesOneTag() {
    assertImages(
        HookKind.DOCKER_HUB,
        """
        {"callback_url":"https://hub.example/x","push_data":{"pushed_at":1.7e9,"tag":"v2"},
         "repository":{"repo_name":"acme/base","namespace":"acme","name":"base"}}
        """,
        "docker.io/acme/base:v2");
  }

  @Test
  void theDistributionRegistryNamesManifestsByTagAmongOtherThings() {
    assertImages(
        HookKind.DISTRIBUTION,
        """
        {"events":[
          {"action":"push","target":{"repository":"acme/base","digest":"sha256:0"},"request":{"host":"r.example:5000"}},
          {"action":"push","target":{"repository":"acme/base","tag":"1"},"request":{"host":"r.example:5000"}},
          {"action":"pull","target":{"repository":"acme/base","tag":"2"},"request":{"host":"r.example:5000"}},
          {"action":"push","target":{"repository":"acme/other","tag":"3"},"request":{"host":"r.example:5000"}}]}
        """,
        "r.example:5000/acme/base:1",
        "r.example:5000/acme/other:3");
  }

  @Test
  void harborNamesItsResourcesInBothOfItsFormats() {
    String resources =
        "{\"resources\":[{\"digest\":\"sha256:0\",\"tag\":\"1\",\"resource_url\":\"harbor.example/acme/base:1\"}]}";
    assertImages(
        HookKind.HARBOR,
        "{\"type\":\"PUSH_ARTIFACT\",\"event_data\":" + resources + "}",
        "harbor.example/acme/base:1");
    assertImages(
        HookKind.HARBOR,
        "{\"specversion\":\"1.0\",\"type\":\"harbor.artifact.pushed\",\"data\":" + resources + "}",
        "harbor.example/acme/base:1");
    assertImages(
        HookKind.HARBOR, "{\"type\":\"DELETE_ARTIFACT\",\"event_data\":" + resources + "}");
    assertImages(
        HookKind.HARBOR,
        "{\"type\":\"PUSH_ARTIFACT\",\"event_data\":{\"resources\":[{\"resource_url\":\"harbor.example/acme/base@sha256:"
            + "a".repeat(64)
            + "\"}]}}");
  }

  @Test
  void quayNamesAllUpdatedTagsAsListOrAsKeys() {
    assertImages(
        HookKind.QUAY,
        "{\"docker_url\":\"quay.example/acme/base\",\"updated_tags\":[\"1\",\"latest\"]}",
        "quay.example/acme/base:1",
        "quay.example/acme/base:latest");
    assertImages(
        HookKind.QUAY,
        "{\"docker_url\":\"quay.example/acme/base\",\"updated_tags\":{\"1\":\"0123\"}}",
        "quay.example/acme/base:1");
  }

  @Test
  void whatNamesNoImageIsLeftOut() {
    for (String body :
        List.of(
            "{}", "[]", "null", "1", "{\"repository\":7,\"push_data\":[]}", "{\"events\":{}}")) {
      for (HookKind kind : HookKind.values()) {
        assertImages(kind, body);
      }
    }
    assertImages(
        HookKind.DOCKER_HUB,
        "{\"repository\":{\"repo_name\":\"../x\"},\"push_data\":{\"tag\":\"1\"}}");
    assertImages(
        HookKind.DOCKER_HUB,
        "{\"repository\":{\"repo_name\":\"a/b\"},\"push_data\":{\"tag\":\"1/../2\"}}");
  }

  @Test
  void anEventNamesAHundredImagesAtMost() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      many.append(i == 0 ? "" : ",").append("\"t").append(i).append('"');
    }

    assertEquals(
        100,
        reader
            .images(
                HookKind.QUAY,
                bytes("{\"docker_url\":\"q.example/a\",\"updated_tags\":[" + many + "]}"))
            .size());
  }

  @Test
  void whatIsNoJsonOrTooDeepIsRefused() {
    for (String body : List.of("{", "nul", "[".repeat(33), "[".repeat(500_000))) {
      assertThrows(IllegalArgumentException.class, () -> reader.images(HookKind.QUAY, bytes(body)));
    }
  }

  private void assertImages(HookKind kind, String body, String... expected) {
    assertEquals(
        List.of(expected),
        reader.images(kind, bytes(body)).stream().map(ImageReference::toString).toList());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
