package dev.slipway.worker.engine.process;

import java.util.List;
import java.util.Optional;

/** Holds all processes of one build together: bounds what they use, and ends them all. */
public interface Confinement extends AutoCloseable {

  /** What stands before a command so that it, and all that it starts, is held. */
  List<String> launcher();

  /** Is told of each program that was started with the launcher. */
  void started(Process process);

  /** The limit that was met, if one was; cheap enough to ask a few times a second. */
  Optional<Breach> breach();

  /** Ends all processes, whatever they ignore, and waits for that; at most some seconds. */
  void kill();

  /** Ends what is left and removes what holds it. */
  @Override
  void close();
}
