package dev.slipway.service.rule;

import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryEdits;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.RepositoryStore;
import dev.slipway.service.variable.Variables;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Changes the rules of a repository. The list is read and written while the repository is locked,
 * so that two changes at a time both stay.
 */
@ApplicationScoped
public class EditRules {

  private final Access access;
  private final Repositories repositories;
  private final RepositoryStore store;
  private final RepositoryEdits edits;
  private final Variables variables;

  EditRules(
      Access access,
      Repositories repositories,
      RepositoryStore store,
      RepositoryEdits edits,
      Variables variables) {
    this.access = access;
    this.repositories = repositories;
    this.store = store;
    this.edits = edits;
    this.variables = variables;
  }

  /**
   * Adds a rule at the end.
   *
   * @throws InvalidInputException when it can't be used
   */
  public Repository add(RepositoryName name, BuildRule rule) {
    return edit(
        name,
        rules -> {
          List<BuildRule> more = new ArrayList<>(rules);
          more.add(rule);
          return Change.ofOne(more, rules.size());
        });
  }

  /** Replaces all of them, in the new order. */
  public Repository replaceAll(RepositoryName name, List<BuildRule> newRules) {
    return edit(name, rules -> Change.ofAll(newRules));
  }

  /**
   * Changes the rule with an id, in its place.
   *
   * @param change gets the rule as it is; what it returns has the same id
   * @throws NoSuchThingException when there is none
   */
  public Repository change(RepositoryName name, String ruleId, UnaryOperator<BuildRule> change) {
    return edit(
        name,
        rules -> {
          int place = place(rules, ruleId);
          List<BuildRule> changed = new ArrayList<>(rules);
          changed.set(place, change.apply(rules.get(place)));
          return Change.ofOne(changed, place);
        });
  }

  /**
   * Puts the rules into another order.
   *
   * @param ids all of the repository's, each once
   * @throws InvalidInputException when they aren't
   */
  public Repository reorder(RepositoryName name, List<String> ids) {
    return edit(
        name,
        rules -> {
          if (ids.size() != rules.size() || new HashSet<>(ids).size() != ids.size()) {
            throw new InvalidInputException(
                "order", "name each of the repository's " + rules.size() + " rules once");
          }
          return Change.ofAll(ids.stream().map(id -> rules.get(place(rules, id))).toList());
        });
  }

  /**
   * Puts a copy of a rule, with its variables, right behind it. The copy is switched off, since two
   * rules that are alike would build everything twice.
   *
   * @param newId the copy's
   * @throws NoSuchThingException when there is none
   */
  public Repository copy(RepositoryName name, String ruleId, String newId) {
    UUID id = access.repository(name, Action.CONFIGURE).id();
    return edits.apply(
        () -> {
          write(id, rules -> copied(rules, place(rules, ruleId), newId));
          variables.copy(id, UUID.fromString(ruleId), UUID.fromString(newId));
          return id;
        });
  }

  private static Change copied(List<BuildRule> rules, int place, String newId) {
    List<BuildRule> more = new ArrayList<>(rules);
    more.add(place + 1, rules.get(place).copy(newId, false));
    return Change.ofOne(more, place + 1);
  }

  /**
   * Removes a rule; builds it made stay.
   *
   * @throws NoSuchThingException when there is none
   */
  public Repository remove(RepositoryName name, String ruleId) {
    return edit(
        name,
        rules -> {
          BuildRule removed = rules.get(place(rules, ruleId));
          return Change.ofAll(
              rules.stream().filter(rule -> !rule.id().equals(removed.id())).toList());
        });
  }

  private Repository edit(RepositoryName name, Function<List<BuildRule>, Change> change) {
    UUID id = access.repository(name, Action.CONFIGURE).id();
    return edits.apply(
        () -> {
          write(id, change);
          return id;
        });
  }

  private void write(UUID id, Function<List<BuildRule>, Change> change) {
    store.lock(id);
    Change changed = change.apply(repositories.byId(id).orElseThrow().rules());
    changed.check();
    store.replaceRules(id, changed.rules());
  }

  private static int place(List<BuildRule> rules, String id) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new NoSuchThingException("there is no rule \"" + id + "\" in this repository");
  }

  /**
   * The rules as they are to be.
   *
   * @param rules all of them
   * @param changed the place of the one that the request is about, -1 when it is about all
   */
  private record Change(List<BuildRule> rules, int changed) {

    static Change ofAll(List<BuildRule> rules) {
      return new Change(rules, -1);
    }

    static Change ofOne(List<BuildRule> rules, int changed) {
      return new Change(rules, changed);
    }

    /** A request about one rule calls its fields by their bare names. */
    void check() {
      var unused = RuleCheck.check(rules, i -> i == changed ? "" : "rules[" + i + "].");
    }
  }
}
