package dev.slipway.service.variable.store;

import dev.slipway.service.repository.RepositorySecrets;
import dev.slipway.service.repository.RepositorySecrets.Purpose;
import dev.slipway.service.variable.Scope;
import dev.slipway.service.variable.Variable;
import dev.slipway.service.variable.Variables;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The table {@code build_variable}. */
@ApplicationScoped
class VariableRows implements Variables, PanacheRepositoryBase<VariableEntity, UUID> {

  private final RepositorySecrets secrets;
  private final Clock clock;

  VariableRows(RepositorySecrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  @Transactional
  public List<Variable> of(Scope scope) {
    return rows(scope).stream().map(VariableRows::shown).toList();
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public Variable set(Scope scope, String name, String value, boolean secret) {
    VariableEntity row = find(scope, name).orElseGet(() -> newRow(scope, name));
    row.value = secret ? null : value;
    row.valueSealed = secret ? secrets.seal(purpose(scope, name), value) : null;
    row.updatedAt = clock.instant();
    persist(row);
    return shown(row);
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean remove(Scope scope, String name) {
    Optional<VariableEntity> row = find(scope, name);
    row.ifPresent(this::delete);
    return row.isPresent();
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void copy(UUID repository, UUID fromRule, UUID toRule) {
    Scope to = new Scope(repository, toRule);
    for (VariableEntity row : rows(new Scope(repository, fromRule))) {
      Variable unused = set(to, row.name, opened(row), row.valueSealed != null);
    }
  }

  @Override
  @Transactional
  public Inputs inputs(UUID repository, UUID rule, Map<String, String> buildArgs) {
    Map<String, String> plain = new TreeMap<>();
    Map<String, String> secret = new TreeMap<>();
    rows(new Scope(repository, null)).forEach(row -> put(row, plain, secret));
    secret.keySet().removeAll(buildArgs.keySet());
    plain.putAll(buildArgs);
    rows(new Scope(repository, rule)).forEach(row -> put(row, plain, secret));
    return new Inputs(plain, secret);
  }

  private void put(VariableEntity row, Map<String, String> plain, Map<String, String> secret) {
    boolean isSecret = row.valueSealed != null;
    (isSecret ? plain : secret).remove(row.name);
    (isSecret ? secret : plain).put(row.name, opened(row));
  }

  private String opened(VariableEntity row) {
    return row.valueSealed == null
        ? Objects.requireNonNull(row.value)
        : Objects.requireNonNull(secrets.open(purpose(scope(row), row.name), row.valueSealed));
  }

  private List<VariableEntity> rows(Scope scope) {
    return scope.rule() == null
        ? list("repositoryId = ?1 and ruleId is null order by name", scope.repository())
        : list("repositoryId = ?1 and ruleId = ?2 order by name", scope.repository(), scope.rule());
  }

  private Optional<VariableEntity> find(Scope scope, String name) {
    return rows(scope).stream().filter(row -> row.name.equals(name)).findFirst();
  }

  private static VariableEntity newRow(Scope scope, String name) {
    VariableEntity row = new VariableEntity();
    row.id = UUID.randomUUID();
    row.repositoryId = scope.repository();
    row.ruleId = scope.rule();
    row.name = name;
    return row;
  }

  private static Variable shown(VariableEntity row) {
    return new Variable(row.name, row.value, row.valueSealed != null, row.updatedAt);
  }

  private static Scope scope(VariableEntity row) {
    return new Scope(row.repositoryId, row.ruleId);
  }

  private static Purpose purpose(Scope scope, String name) {
    return Purpose.variable(scope.repository(), scope.rule(), name);
  }
}
