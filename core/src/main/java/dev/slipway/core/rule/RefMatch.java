package dev.slipway.core.rule;

import java.util.List;

/**
 * What a name pattern says about a ref.
 *
 * @param matched whether it matches
 * @param reason why, as a sentence without its full stop
 * @param groups the groups of the expression from 1 on, empty where a group took no part
 */
record RefMatch(boolean matched, String reason, List<String> groups) {

  RefMatch {
    groups = List.copyOf(groups);
  }

  static RefMatch yes(String reason) {
    return new RefMatch(true, reason, List.of());
  }

  static RefMatch no(String reason) {
    return new RefMatch(false, reason, List.of());
  }
}
