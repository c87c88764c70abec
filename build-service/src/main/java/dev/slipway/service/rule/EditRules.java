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
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

  EditRules(
      Access access, Repositories repositories, RepositoryStore store, RepositoryEdits edits) {
    this.access = access;
    this.repositories = repositories;
    this.store = store;
    this.edits = edits;
  }

  /**
   * Adds a rule at the end.
   *
   * @throws dev.slipway.service.web.InvalidInputException when it can't be used
   */
  public Repository add(RepositoryName name, BuildRule rule) {
    return edit(
        name,
        rules -> {
          List<BuildRule> more = new ArrayList<>(rules);
          more.add(rule);
          return more;
        });
  }

  /** Replaces all of them, in the new order. */
  public Repository replaceAll(RepositoryName name, List<BuildRule> newRules) {
    return edit(name, rules -> newRules);
  }

  /**
   * Replaces the rule that has the same id, in its place.
   *
   * @throws NoSuchThingException when there is none
   */
  public Repository replace(RepositoryName name, BuildRule rule) {
    return edit(
        name,
        rules -> {
          List<BuildRule> changed = new ArrayList<>(rules);
          changed.set(place(rules, rule.id()), rule);
          return changed;
        });
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
          return rules.stream().filter(rule -> !rule.id().equals(removed.id())).toList();
        });
  }

  private Repository edit(RepositoryName name, UnaryOperator<List<BuildRule>> change) {
    UUID id = access.repository(name, Action.CONFIGURE).id();
    return edits.apply(
        () -> {
          store.lock(id);
          List<BuildRule> rules = change.apply(repositories.byId(id).orElseThrow().rules());
          RuleCheck.check(rules, "rules");
          store.replaceRules(id, rules);
          return id;
        });
  }

  private static int place(List<BuildRule> rules, String id) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new NoSuchThingException("there is no rule \"" + id + "\" in this repository");
  }
}
