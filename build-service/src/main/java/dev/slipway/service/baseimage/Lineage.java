package dev.slipway.service.baseimage;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What stands on what, as the newest successful builds tell. Every method works in the caller's
 * transaction.
 */
public interface Lineage {

  /** A rule's ref with what its newest successful build published; empty when there is none. */
  Optional<Node> node(RuleRef ruleRef);

  /** What stands on an image that a node published, or is linked to its repository. */
  Collection<Node> children(Node node);

  /**
   * A rule's ref, as far as something stands on it.
   *
   * @param ruleRef which
   * @param repository its repository's name
   * @param build its newest successful build
   * @param published the full references that build wrote
   */
  record Node(RuleRef ruleRef, String repository, UUID build, Set<String> published) {
    public Node {
      published = Set.copyOf(published);
    }
  }
}
