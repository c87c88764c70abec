package dev.slipway.core.dockerfile;

import dev.slipway.core.image.Digest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Names all that determines what a build results in, so that builds with equal digests need not be
 * run twice: the stages that the target needs and what their instructions mean, the values that
 * their ARGs get, platforms, base images by digest, and the context. Stable across machines and
 * runs.
 *
 * <p>What can't change the result doesn't count: layout and comments, names of stages, stages that
 * are not needed, build arguments that no ARG of a needed stage takes. Proxy arguments don't count
 * either, as they don't in any builder's cache.
 */
public final class PlanDigest {

  /** Changes whenever equal inputs would give another image. */
  private static final String FORMAT = "slipway-plan-2";

  /** Build arguments that change the result where no ARG declares them, like BUILDKIT_…. */
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  private final FieldHash hash = new FieldHash();
  private final BuildPlan plan;
  private final PlanRequest request;
  private final Map<String, Digest> bases;
  private final Map<Integer, Integer> order = new HashMap<>();

  private PlanDigest(BuildPlan plan, PlanRequest request, Map<String, Digest> bases) {
    this.plan = plan;
    this.request = request;
    this.bases = bases;
    plan.stages().forEach(stage -> order.put(stage.index(), order.size()));
  }

  /**
   * The digest of a plan whose base images hold no ONBUILD with an ARG.
   *
   * @param plan what is to be done
   * @param request target, arguments and platforms of the plan
   * @param bases for every image of {@link BuildPlan#baseImages()}, by its reference, what it
   *     stands for now; others are ignored
   * @param context identifies the context's files with their modes, what is ignored being left out
   *     or not: a Git tree's id and the ignore file's, for example
   * @throws IllegalArgumentException when an image of the plan is missing in {@code bases}
   */
  public static Digest of(
      BuildPlan plan, PlanRequest request, Map<String, Digest> bases, String context) {
    return of(plan, request, bases, context, List.of());
  }

  /**
   * The same where base images hand out ONBUILD triggers: their ARGs take build arguments too.
   *
   * @param triggers the triggers of all base images, as {@link OnbuildTriggers} reads them
   */
  public static Digest of(
      BuildPlan plan,
      PlanRequest request,
      Map<String, Digest> bases,
      String context,
      Collection<Instruction> triggers) {
    PlanDigest digest = new PlanDigest(plan, request, bases);
    digest.hash.add(FORMAT, request.platform(), context);
    digest.addUndeclared(triggers);
    plan.stages().forEach(digest::add);
    return digest.hash.digest();
  }

  /** Arguments that count though no ARG of a needed stage declares them. */
  private void addUndeclared(Collection<Instruction> triggers) {
    Set<String> taken =
        triggers.stream()
            .filter(Instruction.Arg.class::isInstance)
            .flatMap(arg -> ((Instruction.Arg) arg).assignments().stream())
            .map(Instruction.Assignment::name)
            .collect(Collectors.toSet());
    Map<String, String> counted = new TreeMap<>(request.buildArgs());
    counted.keySet().removeIf(name -> !taken.contains(name) && !PlatformArgs.steersBuilder(name));
    counted.computeIfAbsent(EPOCH, plan.target().globalArgs()::get);
    hash.add(Integer.toString(counted.size()));
    counted.forEach(hash::add);
  }

  private void add(BuildPlan.Stage stage) {
    String platform = stage.platform() == null ? request.platform() : stage.platform();
    hash.add("stage", platform, meaning(stage.base()), String.valueOf(stage.escape()));
    hash.add(Integer.toString(stage.instructions().size()));
    InstructionFields fields =
        new InstructionFields(hash, stage, request.buildArgs(), this::meaning);
    stage.instructions().forEach(instruction -> instruction.accept(fields));
  }

  /** An image with its digest, or a needed stage by its number among the needed ones. */
  private String meaning(BuildPlan.Base base) {
    if (base instanceof BuildPlan.EarlierStage earlier) {
      return "stage " + order.get(earlier.index());
    }
    if (base instanceof BuildPlan.Image image) {
      Digest digest = bases.get(image.reference());
      if (digest == null) {
        throw new IllegalArgumentException(
            "no digest is given for the image " + image.reference() + ", which the plan needs");
      }
      return "image " + image.reference() + " " + digest.value();
    }
    return "scratch";
  }
}
