package dev.slipway.service.dockerhub;

import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.dockerhub.Autobuild.Setting;
import dev.slipway.service.rule.RuleCheck;
import dev.slipway.service.web.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Turns a rule of Docker Hub's into one of Slipway's, and says what isn't quite the same. */
final class CarryRule {

  private CarryRule() {}

  /**
   * @param arguments the build arguments of every rule
   */
  static ImportReport.RuleResult carry(Setting setting, Map<String, String> arguments) {
    RefType type;
    try {
      type = RefType.parse(setting.type().toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return ImportReport.RuleResult.dropped(
          setting.at(), "source_type is neither Branch nor Tag but \"" + setting.type() + "\"");
    }
    List<String> changes = new ArrayList<>();
    BuildRule rule = rule(setting, type, arguments, changes);
    try {
      var unused = RuleCheck.check(List.of(rule), "rules");
    } catch (InvalidInputException e) {
      return ImportReport.RuleResult.dropped(setting.at(), reason(e));
    }
    return ImportReport.RuleResult.kept(setting.at(), rule, changes);
  }

  private static BuildRule rule(
      Setting setting, RefType type, Map<String, String> arguments, List<String> changes) {
    if (setting.name().isEmpty() && type == RefType.BRANCH) {
      changes.add(
          "an empty branch name was every branch but master; here it is every branch but the"
              + " repository's default branch");
    }
    if (setting.tag().isEmpty()) {
      changes.add("an empty Docker tag meant the branch's or tag's name: {sourceref}");
    }
    CarryLocation location = CarryLocation.of(setting.location());
    changes.addAll(location.changes());
    return new BuildRule(
        UUID.randomUUID().toString(),
        type,
        setting.name(),
        location.dockerfile(),
        location.context(),
        setting.tag().isEmpty() ? "{sourceref}" : setting.tag(),
        setting.autobuild(),
        List.of(),
        List.of(),
        arguments,
        null,
        List.of(),
        setting.cache());
  }

  /** In Docker Hub's words for the fields. */
  private static String reason(InvalidInputException e) {
    String field =
        switch (e.field().substring(e.field().lastIndexOf('.') + 1)) {
          case "name" -> "source_name";
          case "context" -> "build_context";
          case "buildArgs" -> "envvars";
          case "dockerfile" -> "dockerfile";
          case "tag" -> "tag";
          default -> e.field();
        };
    String place = e.position().isPresent() ? ", character " + e.position().getAsInt() : "";
    return field + place + ": " + e.getMessage();
  }
}
