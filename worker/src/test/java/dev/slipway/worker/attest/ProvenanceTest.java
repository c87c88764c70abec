package dev.slipway.worker.attest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.dockerfile.BuildPlanner;
import dev.slipway.core.dockerfile.DockerfileParser;
import dev.slipway.core.dockerfile.PlanRequest;
import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildEvent.BaseImageUse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

  private static final Digest SUBJECT = Digest.of("m".getBytes(StandardCharsets.UTF_8));
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @Test
  void aStatementSaysWhatWasBuiltFromWhatByWhom() throws Exception {
    JsonNode statement = json(provenance(List.of(), text -> text).toJson(List.of(SUBJECT)));

    assertEquals("https://in-toto.io/Statement/v1", statement.path("_type").asText());
    assertEquals("https://slsa.dev/provenance/v1", statement.path("predicateType").asText());
    assertEquals(
        "[{\"name\":\"demo/hello\",\"digest\":{\"sha256\":\"%s\"}}]".formatted(SUBJECT.hex()),
        statement.path("subject").toString());
    JsonNode definition = statement.at("/predicate/buildDefinition");
    assertEquals(
        "https://slipway.dev/buildtypes/dockerfile/v1", definition.path("buildType").asText());
    assertEquals(
        json(
            """
            {"source":{"uri":"git+https://git.example.com/app.git","ref":"refs/heads/main",
             "commit":"%s"},
             "dockerfile":"app/Dockerfile","context":"app","target":"final",
             "platforms":["linux/amd64"],"buildArgs":{"A":"1"},"secrets":["npm_token"]}"""
                .formatted(COMMIT)),
        definition.path("externalParameters"));
    assertEquals(
        json("{\"engine\":\"buildah\",\"engineVersion\":\"1.28\"}"),
        definition.path("internalParameters"));
    assertEquals(
        json(
            """
            {"builder":{"id":"https://ci.example.com","version":{"slipway":"1.2.3"}},
             "metadata":{"invocationId":"https://ci.example.com/builds/7",
             "startedOn":"2026-02-03T04:05:06Z","finishedOn":"2026-02-03T04:05:16Z"}}"""),
        statement.at("/predicate/runDetails"));
  }

  @Test
  void whatTheBuildTookIsNamedWithItsDigests() throws Exception {
    List<AddedUrl> added =
        added(
            """
            FROM scratch
            ARG V=1
            ADD https://ada:s3cret@example.com/a.tar?token=s3cret#x /a
            ADD https://example.com/b-$V.tar /b
            ADD --checksum=sha256:%s http://example.com/c /c
            ADD local.tar /d
            """
                .formatted(SUBJECT.hex()));

    JsonNode dependencies =
        json(provenance(added, text -> text).toJson(List.of(SUBJECT)))
            .at("/predicate/buildDefinition/resolvedDependencies");

    assertEquals(
        json(
            """
            [{"uri":"git+https://git.example.com/app.git@refs/heads/main",
              "digest":{"gitCommit":"%s"}},
             {"uri":"pkg:docker/library/alpine@3.20","digest":{"sha256":"%s"}},
             {"uri":"pkg:docker/team/base@1?repository_url=registry.example.com","digest":{"sha256":"%s"}},
             {"uri":"https://example.com/a.tar"},
             {"uri":"http://example.com/c","digest":{"sha256":"%s"}}]"""
                .formatted(COMMIT, SUBJECT.hex(), SUBJECT.hex(), SUBJECT.hex())),
        dependencies);
  }

  @Test
  void whatTheMaskHidesIsNowhere() {
    String statement =
        new String(
            provenance(List.of(new AddedUrl("https://e.com/main/x", null)), Mask::hide)
                .toJson(List.of(SUBJECT)),
            StandardCharsets.UTF_8);

    assertFalse(statement.contains("main"), statement);
    assertFalse(statement.contains("final"), statement);
  }

  @Test
  void equalBuildsGiveEqualBytes() {
    assertArrayEquals(
        provenance(List.of(), text -> text).toJson(List.of(SUBJECT)),
        provenance(List.of(), text -> text).toJson(List.of(SUBJECT)));
  }

  @Test
  void aBuilderWithoutAPageHasANeutralName() {
    assertEquals("https://slipway.dev/builder", BuilderId.of("about:blank"));
    assertEquals("http://h:1/slipway", BuilderId.of("http://h:1/slipway/builds/x"));
  }

  @Test
  void urlsLoseWhatMayHoldCredentials() {
    assertEquals("ssh://git.example.com/x", PublicUrl.of("ssh://git:pw@git.example.com/x?y"));
    assertEquals("git.example.com:x/y.git", PublicUrl.of("git@git.example.com:x/y.git#main"));
    assertEquals("https://h/p@q", PublicUrl.of("https://u@v@h/p@q"));
    assertEquals("unknown:", PublicUrl.of("a@b@c"));
  }

  private static final class Mask {

    static String hide(String text) {
      return text.replace("main", "***").replace("final", "***");
    }
  }

  private static List<AddedUrl> added(String dockerfile) throws Exception {
    return AddedUrl.of(
        BuildPlanner.plan(
            DockerfileParser.parse("Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8)),
            new PlanRequest(null, Map.of(), "linux/amd64", "linux/amd64")));
  }

  private static Provenance provenance(List<AddedUrl> added, UnaryOperator<String> mask) {
    BuildFacts facts =
        new BuildFacts(
            "demo/hello",
            "https://git.example.com/app.git",
            "refs/heads/main",
            COMMIT,
            "app/Dockerfile",
            "app",
            "final",
            List.of("linux/amd64"),
            new TreeMap<>(Map.of("A", "1")),
            new TreeSet<>(Set.of("npm_token")),
            "buildah",
            "1.28",
            List.of(
                new BaseImageUse("docker.io/library/alpine:3.20", SUBJECT.value()),
                new BaseImageUse("registry.example.com/team/base:1", SUBJECT.value())),
            added,
            "https://ci.example.com/builds/7",
            Instant.parse("2026-02-03T04:05:06Z"),
            Instant.parse("2026-02-03T04:05:16Z"));
    return new Provenance(facts, mask, "1.2.3");
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  private static JsonNode json(byte[] bytes) throws Exception {
    return new ObjectMapper().readTree(bytes);
  }
}
