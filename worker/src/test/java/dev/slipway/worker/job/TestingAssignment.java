package dev.slipway.worker.job;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefType;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.core.protocol.BuildAssignment.Source;
import java.util.List;
import java.util.Map;

/** What a test wants of an assignment; the rest is as plain as can be. */
record TestingAssignment(
    Map<String, String> buildArgs,
    Map<String, String> secrets,
    List<String> platforms,
    boolean readme,
    boolean reuse,
    boolean attestations) {

  static TestingAssignment plain() {
    return new TestingAssignment(Map.of(), Map.of(), List.of(), false, false, false);
  }

  TestingAssignment buildArgs(Map<String, String> given) {
    return new TestingAssignment(given, secrets, platforms, readme, reuse, attestations);
  }

  TestingAssignment secrets(Map<String, String> given) {
    return new TestingAssignment(buildArgs, given, platforms, readme, reuse, attestations);
  }

  TestingAssignment platforms(String... wanted) {
    return new TestingAssignment(buildArgs, secrets, List.of(wanted), readme, reuse, attestations);
  }

  TestingAssignment withReadme() {
    return new TestingAssignment(buildArgs, secrets, platforms, true, reuse, attestations);
  }

  TestingAssignment reusing() {
    return new TestingAssignment(buildArgs, secrets, platforms, readme, true, attestations);
  }

  TestingAssignment attested() {
    return new TestingAssignment(buildArgs, secrets, platforms, readme, reuse, true);
  }

  BuildAssignment build() {
    return of(
        "b0000000-0000-4000-8000-000000000001",
        "0123456789abcdef0123456789abcdef01234567",
        new Source(GitProvider.GIT, "https://git.example.com/app.git", null, null, null, null));
  }

  /** The branch {@code main} of a source, for {@code one.example.com/demo/hello}. */
  BuildAssignment of(String buildId, String commit, Source source) {
    return new BuildAssignment(
        buildId,
        1,
        30,
        60,
        "5a0e1f9e-0000-4000-8000-000000000001",
        "demo/hello",
        "",
        source,
        RefType.BRANCH,
        "main",
        commit,
        "/",
        null,
        null,
        buildArgs,
        secrets,
        platforms,
        true,
        List.of("v1", "latest"),
        List.of(new Destination("one.example.com/demo/hello", null, null, false)),
        false,
        false,
        readme,
        reuse,
        attestations,
        "http://127.0.0.1:8080/builds/" + buildId);
  }
}
