package dev.slipway.service.baseimage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BaseChangeTest {

  private static final String OLD = "sha256:" + "a".repeat(64);
  private static final String NEW = "sha256:" + "b".repeat(64);

  @Test
  void aChangeIsToldAsPeopleWriteImages() {
    assertEquals(
        "alpine:3.20 sha256:aaaaaaaaaaaa… → sha256:bbbbbbbbbbbb…",
        change("docker.io/library/alpine:3.20", OLD).describe());
    assertEquals(
        "acme/base:1 → sha256:bbbbbbbbbbbb…",
        new BaseChange("docker.io/acme/base:1", null, null, NEW, UUID.randomUUID()).describe());
    assertEquals(
        "r.example/library/x:1 sha256:aaaaaaaaaaaa… → sha256:bbbbbbbbbbbb…",
        change("r.example/library/x:1", OLD).describe());
  }

  @Test
  void theShortestWayIsFoundAndCirclesEnd() {
    Map<String, List<String>> graph =
        Map.of("a", List.of("b", "c"), "b", List.of("a"), "c", List.of("d"), "d", List.of("a"));

    assertEquals(
        Optional.of(List.of("a", "c", "d")),
        PathSearch.shortest("a", "d"::equals, graph::get, 100));
    assertEquals(Optional.of(List.of("a")), PathSearch.shortest("a", "a"::equals, graph::get, 100));
    assertEquals(Optional.empty(), PathSearch.shortest("a", "e"::equals, graph::get, 100));
    assertEquals(Optional.empty(), PathSearch.shortest("a", "d"::equals, graph::get, 2));
  }

  private static BaseChange change(String reference, String from) {
    return new BaseChange(reference, null, from, NEW, UUID.randomUUID());
  }
}
