package dev.slipway.worker.engine.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.Requirements;
import dev.slipway.worker.engine.DockerEngine;
import dev.slipway.worker.engine.buildah.LocalRegistry;
import dev.slipway.worker.engine.layer.LayerCache;
import dev.slipway.worker.engine.nativeimage.NativeEngine;
import dev.slipway.worker.publish.jib.RegistryBaseImages;
import dev.slipway.worker.source.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Dockerfiles without RUN, built by the native engine, by BuildKit and by buildah on this machine:
 * files, modes, owners, links, contents, configuration and history have to be the same. Where a
 * peer is known to differ, the case says why, and the test fails when it no longer does.
 */
final class DifferentialTest {

  private static final Path CASES = Path.of("src/test/resources/differential");
  private static final int ENOUGH = 60;

  @TempDir static Path shared;

  /** A socket's path is short. */
  private static Path engineFolder;

  private static Map<String, Outcome> ours = Map.of();
  private static Map<String, Outcome> buildkit = Map.of();
  private static Map<String, Outcome> buildah = Map.of();
  private static List<String> baseFiles = List.of();

  @BeforeAll
  static void buildAll() throws Exception {
    Requirements.root();
    Requirements.programs("docker-registry", "skopeo", "buildah", "dockerd", "xz");
    List<DifferentialCase> cases = cases().toList();
    Path checkouts = shared.resolve("checkouts");
    for (DifferentialCase each : cases) {
      each.checkOut(checkouts.resolve(each.name()));
    }
    engineFolder = Files.createTempDirectory(Path.of("/tmp"), "diff");
    try (LocalRegistry registry = LocalRegistry.empty(shared.resolve("registry"))) {
      TestingBase.push(shared.resolve("bases"), registry.host());
      try (DockerEngine docker = DockerEngine.start(engineFolder, registry.host())) {
        CompletableFuture<Map<String, Outcome>> others =
            AtOnce.start(
                () -> {
                  try (BuildahBuilder builder =
                      new BuildahBuilder(shared.resolve("buildah"), checkouts, registry.host())) {
                    return builder.build(peerCases(cases, "buildah"));
                  }
                });
        buildkit =
            new DockerBuilder(docker, shared.resolve("docker"), checkouts)
                .prepared()
                .build(peerCases(cases, "docker"));
        ours = new NativeBuilder(engine(registry.host()), shared.resolve("work")).build(cases);
        buildah = others.join();
      }
    }
    baseFiles = Objects.requireNonNull(ours.get("base").image()).files();
  }

  @AfterAll
  static void removeEngine() throws Exception {
    if (engineFolder != null) {
      Folders.delete(engineFolder);
    }
  }

  private static NativeEngine engine(String registry) {
    return new NativeEngine(
        RegistryBaseImages.of(
            "docker.io=http://" + registry, registry, "*", shared.resolve("native")),
        new LayerCache(shared.resolve("layers")));
  }

  private static List<DifferentialCase> peerCases(List<DifferentialCase> cases, String peer) {
    return cases.stream().filter(each -> each.isFor(peer)).toList();
  }

  static Stream<DifferentialCase> cases() throws Exception {
    return DifferentialCase.all(CASES).stream();
  }

  @Test
  void thereAreEnoughCasesAndMostHaveBothPeers() throws Exception {
    long compared = cases().filter(each -> each.isFor("docker") && each.isFor("buildah")).count();
    assertTrue(compared >= ENOUGH, compared + " cases with both peers");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endsAsTheCaseSays(DifferentialCase each) {
    Outcome own = Objects.requireNonNull(ours.get(each.name()));
    assertEquals(each.fails(), !own.succeeded(), own.error());
    if (each.fails()) {
      assertTrue(own.error().contains("Dockerfile:"), "names the place: " + own.error());
    }
    Optional<List<String>> expected = each.expected();
    if (expected.isPresent()) {
      List<String> added = new ArrayList<>(Objects.requireNonNull(own.image()).files());
      added.removeAll(baseFiles);
      assertEquals(String.join("\n", expected.get()), String.join("\n", added));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isWhatBuildKitMakes(DifferentialCase each) {
    if (each.isFor("docker")) {
      compare(each, "docker", buildkit.get(each.name()), true);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isWhatBuildahMakes(DifferentialCase each) {
    if (each.isFor("buildah")) {
      compare(each, "buildah", buildah.get(each.name()), false);
    }
  }

  private static void compare(
      DifferentialCase each, String peer, Outcome theirs, boolean withHistory) {
    String own = text(Objects.requireNonNull(ours.get(each.name())), withHistory);
    String other = text(Objects.requireNonNull(theirs), withHistory);
    Optional<String> divergence = each.divergence(peer);
    if (divergence.isPresent()) {
      assertFalse(own.equals(other), peer + " no longer " + divergence.get());
    } else if (!own.equals(other)) {
      assertEquals(other, own, difference(other, own) + "\n" + theirs.error());
    }
  }

  /** Only what differs, for the eyes of who reads a failure. */
  private static String difference(String other, String own) {
    TreeSet<String> missing = new TreeSet<>(other.lines().toList());
    TreeSet<String> added = new TreeSet<>(own.lines().toList());
    own.lines().forEach(missing::remove);
    other.lines().forEach(added::remove);
    return "theirs alone:\n  "
        + String.join("\n  ", missing)
        + "\nours alone:\n  "
        + String.join("\n  ", added)
        + "\n";
  }

  /**
   * History as the BuildKit of Docker 20.10 writes it and later ones don't: without --chown and
   * --chmod, ports as a map, HEALTHCHECK without its start interval, and ARG with the default
   * instead of the value.
   */
  private static String comparable(String history) {
    String text = history.replaceAll(" --ch(own|mod)=\\S+", "");
    if (text.startsWith("- EXPOSE ")) {
      String[] ports = text.replaceAll("^- EXPOSE (map)?\\[|\\].*$|:\\{\\}", "").split(" ");
      return "- EXPOSE " + new TreeSet<>(List.of(ports));
    }
    if (text.startsWith("- HEALTHCHECK ")) {
      return text.replaceFirst("((?: \"[0-9a-z.]+\"){3}) \"[0-9a-z.]+\" '", "$1 '");
    }
    return text.startsWith("- ARG ") ? text.replaceFirst("(=| \\().*", "") : text;
  }

  private static String text(Outcome outcome, boolean withHistory) {
    ImageFacts image = outcome.image();
    if (image == null) {
      return "failed";
    }
    StringBuilder text = new StringBuilder();
    image.files().forEach(line -> text.append(line).append('\n'));
    image
        .config()
        .forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    if (withHistory) {
      image.history().forEach(line -> text.append(comparable(line)).append('\n'));
    }
    return text.toString();
  }
}
