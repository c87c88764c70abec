package dev.slipway.core.rule;

import java.util.List;

/**
 * What one rule says about one ref update, and why.
 *
 * @param rule the rule's id
 * @param matched whether the update is to be built by this rule
 * @param reason one sentence for people, whether it matched or not
 * @param tags the image tags that result, in the template's order without repeats; empty unless
 *     matched
 */
public record Verdict(String rule, boolean matched, String reason, List<String> tags) {

  public Verdict {
    tags = List.copyOf(tags);
    if (matched == tags.isEmpty()) {
      throw new IllegalArgumentException("a verdict has tags exactly when it matched");
    }
  }

  public static Verdict match(String rule, String reason, List<String> tags) {
    return new Verdict(rule, true, reason, tags);
  }

  public static Verdict noMatch(String rule, String reason) {
    return new Verdict(rule, false, reason, List.of());
  }
}
