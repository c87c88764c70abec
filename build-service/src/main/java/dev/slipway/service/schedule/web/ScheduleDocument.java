package dev.slipway.service.schedule.web;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.schedule.CronExpression;
import dev.slipway.service.schedule.CronSyntaxException;
import dev.slipway.service.schedule.ScheduleDraft;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A schedule as the API takes it. What is left out has the default that is named. */
@Schema(name = "ScheduleDraft")
record ScheduleDocument(
    @Schema(description = "Unique in the repository, up to 100 characters", required = true)
        @Nullable String name,
    @Schema(
            description =
                "Five fields as in crontab(5): minute, hour, day of month, month, day of week",
            examples = "0 3 * * 1",
            required = true)
        @Nullable String cron,
    @Schema(description = "Such as Europe/Berlin. Default UTC") @Nullable String timeZone,
    @Schema(description = "branch or tag, together with ref") @Nullable String type,
    @Schema(description = "What to build; left out, all that the rules name") @Nullable String ref,
    @Schema(description = "Only by the rule with this id; left out, by all") @Nullable String rule,
    @Schema(description = "false builds with nothing of earlier builds. Default true")
        @Nullable Boolean cache,
    @Schema(description = "Leave alone what was built at its present commit. Default false")
        @Nullable Boolean onlyWhenChanged,
    @Schema(description = "Whether it runs. Default true") @Nullable Boolean enabled) {

  private static final int LONGEST_NAME = 100;

  ScheduleDraft toDraft(Repository repository, Duration leastDistance) {
    return new ScheduleDraft(
        Fields.required("name", name, text -> Fields.text("name", text.strip(), LONGEST_NAME)),
        checkedCron(leastDistance),
        Fields.optional("timeZone", timeZone, ZoneOffset.UTC, ScheduleDocument::zone),
        refName(),
        ruleOf(repository),
        cache == null || cache,
        Boolean.TRUE.equals(onlyWhenChanged),
        enabled == null || enabled);
  }

  private CronExpression checkedCron(Duration leastDistance) {
    if (cron == null || cron.isBlank()) {
      throw new InvalidInputException("cron", "is required, such as \"0 3 * * 1\"");
    }
    CronExpression expression;
    try {
      expression = CronExpression.parse(cron);
    } catch (CronSyntaxException e) {
      throw new InvalidInputException(
          "cron", e.position() == 0 ? null : e.position(), String.valueOf(e.getMessage()));
    }
    if (expression.isMoreFrequentThan(leastDistance)) {
      throw new InvalidInputException(
          "cron", "runs must be at least " + leastDistance.toMinutes() + " minutes apart here");
    }
    return expression;
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be UTC or a zone of the IANA database, such as Europe/Berlin", e);
    }
  }

  private @Nullable RefName refName() {
    if (ref == null && type == null) {
      return null;
    }
    RefType refType = Fields.required("type", type, RefType::parse);
    return Fields.required("ref", ref, text -> new RefName(refType, text));
  }

  private @Nullable String ruleOf(Repository repository) {
    if (rule != null && repository.rules().stream().map(BuildRule::id).noneMatch(rule::equals)) {
      throw new InvalidInputException("rule", "no rule of this repository has this id");
    }
    return rule;
  }
}
