package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.BuildPlan.Base;
import dev.slipway.core.dockerfile.BuildPlan.Image;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.dockerfile.DockerfileException;
import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.core.dockerfile.Instruction.Workdir;
import dev.slipway.core.dockerfile.OnbuildTriggers;
import dev.slipway.core.dockerfile.PlanRequest;
import dev.slipway.core.dockerfile.StageVariables;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.publish.BaseImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Builds one stage, instruction by instruction. */
final class StageBuild {

  private final BuildSession session;
  private final Stages stages;
  private final PlanRequest request;
  private final Stage stage;
  private final boolean writesLayers;
  private int step = 1;
  private int steps = 1;

  StageBuild(
      BuildSession session, Stages stages, PlanRequest request, Stage stage, boolean writesLayers) {
    this.session = session;
    this.stages = stages;
    this.request = request;
    this.stage = stage;
    this.writesLayers = writesLayers;
  }

  /** Builds it, and leaves it where later stages find it. */
  StageImage run() throws BuildFailedException, IOException, InterruptedException {
    steps += (int) stage.instructions().stream().filter(StageBuild::isStep).count();
    StageState state = new StageState(session, from(), writesLayers);
    List<Instruction> instructions = new ArrayList<>(triggers(state));
    instructions.addAll(stage.instructions());
    StageVariables variables = stages.variables(stage, request, state.config().environment());
    StageInstructions behaviour =
        new StageInstructions(
            state,
            variables,
            copy -> new CopyStep(session, state, copy, () -> source(copy)),
            session.request().secrets().values());
    for (Instruction instruction : instructions) {
      perform(expand(variables, instruction), behaviour);
    }
    StageImage image = state.finished();
    stages.finish(stage, image, variables);
    return image;
  }

  private StageImage from() throws BuildFailedException, IOException, InterruptedException {
    session.steps().begin(title(stage.text()));
    try {
      StageImage base = stages.base(stage.base(), stage.platform());
      BaseImage image = base.image();
      if (image != null && stage.base() instanceof Image) {
        session.steps().note("resolved " + image.reference() + "@" + image.digest());
      }
      session.steps().done();
      return base;
    } catch (BuildFailedException e) {
      throw session.failure(stage.range(), e);
    }
  }

  /** The triggers of a base image; those of an earlier stage are in the plan already. */
  private List<Instruction> triggers(StageState state) throws BuildFailedException {
    List<String> texts = state.config().takeOnbuild();
    if (!(stage.base() instanceof Image image)) {
      return List.of();
    }
    try {
      List<Instruction> triggers = OnbuildTriggers.parse(image.reference(), texts);
      steps += (int) triggers.stream().filter(StageBuild::isStep).count();
      return triggers;
    } catch (DockerfileException e) {
      throw session.failure(e);
    }
  }

  private Instruction expand(StageVariables variables, Instruction instruction)
      throws BuildFailedException {
    try {
      return variables.expand(instruction);
    } catch (DockerfileException e) {
      throw session.failure(e);
    }
  }

  private void perform(Instruction instruction, StageInstructions behaviour)
      throws BuildFailedException, IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (isStep(instruction)) {
      step++;
      session.steps().begin(title(instruction.text()));
    }
    try {
      instruction.accept(behaviour).run();
    } catch (BuildFailedException e) {
      throw session.failure(instruction.range(), e);
    }
  }

  private CopySource source(Copy copy)
      throws BuildFailedException, IOException, InterruptedException {
    if (copy.from() == null) {
      return session.context();
    }
    Base from = stage.copiedFrom(copy.from());
    String description =
        from instanceof Image ? "image " + copy.from() : "stage \"" + copy.from() + "\"";
    return new TreeSource(description, stages.base(from, stage.platform()).files());
  }

  private String title(String text) {
    String name = stage.name() == null ? "stage-" + stage.index() : stage.name();
    return "[" + name + " " + step + "/" + steps + "] " + text;
  }

  private static boolean isStep(Instruction instruction) {
    return instruction instanceof Copy || instruction instanceof Workdir;
  }
}
