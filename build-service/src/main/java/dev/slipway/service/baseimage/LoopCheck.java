package dev.slipway.service.baseimage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds loops that nobody saved but builds made: two Dockerfiles that stand on each other's images
 * would be rebuilt for ever.
 */
@ApplicationScoped
class LoopCheck {

  private static final int MOST = 1_000;

  private final Lineage lineage;

  LoopCheck(Lineage lineage) {
    this.lineage = lineage;
  }

  /**
   * Whether an image that changed stands, over any number of steps, on the one to be rebuilt.
   *
   * @return the repositories on the way round, such as {@code acme/a → acme/b → acme/a}
   */
  Optional<String> loop(RuleRef target, BaseChange change) {
    return lineage
        .node(target)
        .flatMap(
            start ->
                PathSearch.shortest(start, node -> makes(node, change), lineage::children, MOST))
        .map(LoopCheck::describe);
  }

  private static boolean makes(Lineage.Node node, BaseChange change) {
    return node.published().contains(change.reference())
        || node.ruleRef().repositoryId().equals(change.parent());
  }

  private static String describe(List<Lineage.Node> way) {
    List<String> names = new ArrayList<>();
    names.add(way.get(way.size() - 1).repository());
    way.forEach(node -> names.add(node.repository()));
    return String.join(" → ", names);
  }
}
