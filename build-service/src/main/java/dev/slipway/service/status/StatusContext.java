package dev.slipway.service.status;

import dev.slipway.core.rule.BuildRule;
import java.util.List;
import java.util.UUID;

/**
 * Names a rule's check at the host. Branch protection refers to these names, so moving a rule or
 * changing anything but its name and type keeps it. Of rules that would be called alike, the first
 * has the plain name and the others add digits of their id.
 */
final class StatusContext {

  private static final String PREFIX = "ci/slipway/";
  private static final int LONGEST_LABEL = 60;
  private static final int ID_DIGITS = 8;

  private StatusContext() {}

  /** The context of a rule; one that is gone is called by its id. */
  static String of(UUID ruleId, List<BuildRule> rules) {
    String id = ruleId.toString();
    for (int i = 0; i < rules.size(); i++) {
      BuildRule rule = rules.get(i);
      if (rule.id().equals(id)) {
        String label = label(rule);
        boolean taken = rules.subList(0, i).stream().anyMatch(each -> label(each).equals(label));
        return PREFIX + label + (taken ? "-" + id.substring(0, ID_DIGITS) : "");
      }
    }
    return PREFIX + "rule-" + id.substring(0, ID_DIGITS);
  }

  private static String label(BuildRule rule) {
    String type = rule.type().wireName();
    String readable =
        rule.name().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    String label = rule.name().isEmpty() ? "every-" + type : readable.isEmpty() ? type : readable;
    return label.length() > LONGEST_LABEL ? label.substring(0, LONGEST_LABEL) : label;
  }
}
