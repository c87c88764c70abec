package dev.slipway.worker.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlan.Image;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.dockerfile.PlanDigest;
import dev.slipway.core.dockerfile.PlanRequest;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.publish.BaseImage;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryLogin;
import dev.slipway.worker.publish.RegistryLogins;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Names all that determines what a build results in, so that its image can be taken for an equal
 * build later: the plan with its arguments and platforms, the context by its Git tree (submodules
 * are in it by their commits, Git LFS files by their hashes), base images by digest, the engines
 * and the worker's version, and the labels that people control. Labels that every commit changes
 * ({@code created}, {@code revision}, {@code version}) don't count: a reused image keeps those of
 * the commit that it was made of.
 */
final class BuildInputs {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LABEL = "org.opencontainers.image.";
  private static final Set<String> OF_THE_COMMIT =
      Set.of(LABEL + "created", LABEL + "revision", LABEL + "version");

  private final BuildAssignment assignment;
  private final SourceTree source;
  private final SourceDockerfile file;
  private final BaseImages baseImages;
  private final String workerVersion;
  private final RegistryLogins logins;

  BuildInputs(
      BuildAssignment assignment,
      SourceTree source,
      SourceDockerfile file,
      BaseImages baseImages,
      String workerVersion) {
    this.assignment = assignment;
    this.source = source;
    this.file = file;
    this.baseImages = baseImages;
    this.workerVersion = workerVersion;
    this.logins = RegistryLogins.of(assignment.destinations());
  }

  /**
   * The digest of all of it.
   *
   * @return empty when a build's result depends on more than is known beforehand, or a base image
   *     can't be resolved, which its engine then explains
   */
  Optional<Digest> digest(List<ChosenBuild> builds, AttemptFacts facts)
      throws IOException, InterruptedException {
    boolean unknown =
        !assignment.secrets().isEmpty()
            || builds.stream().anyMatch(build -> UnknownInputs.in(build.planned().plan()));
    if (unknown) {
      return Optional.empty();
    }
    InputsHash all = new InputsHash();
    all.add(workerVersion, String.valueOf(assignment.target()));
    for (ChosenBuild build : builds) {
      Optional<Map<String, Digest>> bases = bases(build.planned(), facts);
      if (bases.isEmpty()) {
        return Optional.empty();
      }
      all.add(build.engine().name(), build.engine().version());
      all.add(planDigest(build.planned(), bases.get()).value());
      labels(build.planned().plan()).forEach(all::add);
    }
    return Optional.of(all.digest());
  }

  private Digest planDigest(PlannedBuild planned, Map<String, Digest> bases) throws IOException {
    PlanRequest request =
        new PlanRequest(
            assignment.target(),
            planned.buildArgs(),
            planned.platform().toString(),
            Platform.ofThisMachine().toString());
    return PlanDigest.of(planned.plan(), request, bases, context());
  }

  /** The ignore file in the context is in its tree; the Dockerfile's own may be elsewhere. */
  private String context() throws IOException {
    InputsHash context = new InputsHash();
    context.add(id(file.contextPath()), id(file.path() + ".dockerignore"));
    context.add(String.valueOf(assignment.submodules()), String.valueOf(assignment.lfs()));
    return context.digest().value();
  }

  private String id(String path) throws IOException {
    return source.find(path).map(Entry::objectId).orElse("");
  }

  private Map<String, String> labels(BuildPlan plan) {
    Map<String, String> labels = new TreeMap<>(ImageLabels.of(assignment, source, plan));
    labels.keySet().removeAll(OF_THE_COMMIT);
    return labels;
  }

  private Optional<Map<String, Digest>> bases(PlannedBuild planned, AttemptFacts facts)
      throws IOException, InterruptedException {
    Map<String, Digest> bases = new HashMap<>();
    try {
      for (Stage stage : planned.plan().stages()) {
        for (Image image : images(stage).toList()) {
          BaseImage base = resolve(image, stage, planned.platform());
          if (hasTriggers(base)) {
            return Optional.empty();
          }
          facts.used(base.reference(), base.digest());
          bases.put(image.reference(), base.digest());
        }
      }
      return Optional.of(bases);
    } catch (BuildFailedException | IllegalArgumentException e) {
      return Optional.empty(); // the engine comes to the same, and says where
    }
  }

  private static Stream<Image> images(Stage stage) {
    return Stream.concat(Stream.of(stage.base()), stage.copiedFrom().values().stream())
        .filter(Image.class::isInstance)
        .map(Image.class::cast);
  }

  private BaseImage resolve(Image image, Stage stage, Platform target)
      throws BuildFailedException, IOException, InterruptedException {
    ImageReference reference = ImageReference.parse(image.reference());
    Platform platform = stage.platform() == null ? target : Platform.parse(stage.platform());
    RegistryLogin login = logins.find(reference).orElse(null);
    return baseImages.resolve(reference, platform, login);
  }

  /** ONBUILD triggers may take from places that the plan does not show. */
  private static boolean hasTriggers(BaseImage base) throws IOException {
    return !JSON.readTree(new String(base.config(), StandardCharsets.UTF_8))
        .path("config")
        .path("OnBuild")
        .isEmpty();
  }
}
