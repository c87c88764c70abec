package dev.slipway.e2e.bench.engines;

import dev.slipway.e2e.stack.DockerEngine;
import java.nio.file.Path;

/** {@code docker build && docker push} with BuildKit. */
record PlainDocker(DockerEngine engine, String registry) implements Contestant {

  @Override
  public String name() {
    return "docker build, docker push (BuildKit)";
  }

  @Override
  public boolean can(Case what) {
    return true;
  }

  @Override
  public double run(Case what, int round, Mode mode, Path folder) throws Exception {
    Path context = Clones.prepare(what, round, mode, folder);
    if (mode == Mode.COLD) {
      engine.forgetEverything();
    }
    String image = registry + "/docker/" + what.name().toLowerCase(java.util.Locale.ROOT) + round;
    return Clones.time(
        () -> {
          engine.run(context, "build", "--network=host", "-q", "-t", image, ".");
          engine.run(context, "push", "-q", image);
        });
  }
}
