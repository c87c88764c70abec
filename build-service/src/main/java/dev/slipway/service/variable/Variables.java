package dev.slipway.service.variable;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where variables are kept. Who answers a request asks {@code Access} first. */
public interface Variables {

  /** The variables of exactly this scope, by name. */
  List<Variable> of(Scope scope);

  /** Sets one, in the caller's transaction, replacing the one of the same name in this scope. */
  Variable set(Scope scope, String name, String value, boolean secret);

  /** Removes one, in the caller's transaction; false when there was none. */
  boolean remove(Scope scope, String name);

  /** Gives a rule what another rule of its repository has, in the caller's transaction. */
  void copy(UUID repository, UUID fromRule, UUID toRule);

  /**
   * What a build of a rule gets, secrets opened: those of the repository, over them the rule's own
   * build arguments, over them the rule's variables. A name has one value, the nearest, which is
   * plain or secret.
   *
   * @param buildArgs the rule's own, as they were when the build was admitted
   */
  Inputs inputs(UUID repository, UUID rule, Map<String, String> buildArgs);

  /**
   * The values of one build.
   *
   * @param buildArgs plain ones
   * @param secrets secret ones
   */
  record Inputs(Map<String, String> buildArgs, Map<String, String> secrets) {
    public Inputs {
      buildArgs = Map.copyOf(buildArgs);
      secrets = Map.copyOf(secrets);
    }

    @Override
    public String toString() {
      return "Inputs[" + buildArgs.keySet() + " " + secrets.keySet() + "]";
    }
  }
}
