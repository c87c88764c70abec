package dev.slipway.service.variable;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.RepositoryStore;
import dev.slipway.service.web.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows and changes the variables of a repository or of one of its rules. */
@ApplicationScoped
public class EditVariables {

  private static final int MOST = 100;

  private final Access access;
  private final RepositoryStore repositories;
  private final Variables variables;

  EditVariables(Access access, RepositoryStore repositories, Variables variables) {
    this.access = access;
    this.repositories = repositories;
    this.variables = variables;
  }

  /**
   * The variables, by name, without the values of secret ones.
   *
   * @param ruleId null for those of the repository
   */
  public List<Variable> list(RepositoryName name, @Nullable String ruleId) {
    return variables.of(scope(access.repository(name, Action.READ_BUILD_DETAILS), ruleId));
  }

  /**
   * Sets a variable; builds that start from now on get it.
   *
   * @throws ConflictException when there are too many
   */
  @Transactional
  public Variable set(
      RepositoryName name, @Nullable String ruleId, String variable, String value, boolean secret) {
    Scope scope = scope(access.repository(name, Action.CONFIGURE), ruleId);
    repositories.lock(scope.repository());
    List<Variable> present = variables.of(scope);
    if (present.size() >= MOST && present.stream().noneMatch(v -> v.name().equals(variable))) {
      throw new ConflictException("there are up to " + MOST + " variables; remove one first");
    }
    return variables.set(scope, variable, value, secret);
  }

  /**
   * Removes a variable.
   *
   * @throws NoSuchThingException when there is none
   */
  @Transactional
  public void remove(RepositoryName name, @Nullable String ruleId, String variable) {
    Scope scope = scope(access.repository(name, Action.CONFIGURE), ruleId);
    if (!variables.remove(scope, variable)) {
      throw new NoSuchThingException("there is no variable \"" + variable + "\" here");
    }
  }

  private static Scope scope(Repository repository, @Nullable String ruleId) {
    if (ruleId == null) {
      return new Scope(repository.id(), null);
    }
    return repository.rules().stream()
        .filter(rule -> rule.id().equals(ruleId))
        .findFirst()
        .map(rule -> new Scope(repository.id(), UUID.fromString(rule.id())))
        .orElseThrow(
            () ->
                new NoSuchThingException("there is no rule \"" + ruleId + "\" in this repository"));
  }
}
