package dev.slipway.service.schedule;

import dev.slipway.core.git.RefName;
import dev.slipway.service.selection.Selection;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as somebody writes it.
 *
 * @param name unique in the repository
 * @param cron when
 * @param timeZone by whose clocks
 * @param ref what to build; null for all that the rules name
 * @param rule only by the rule with this id; null for all
 * @param cache false builds with nothing of earlier builds
 * @param onlyWhenChanged whether a commit that a rule has built before is left alone
 * @param enabled whether it runs
 */
public record ScheduleDraft(
    String name,
    CronExpression cron,
    ZoneId timeZone,
    @Nullable RefName ref,
    @Nullable String rule,
    boolean cache,
    boolean onlyWhenChanged,
    boolean enabled) {

  public Selection selection() {
    return new Selection(ref, rule, null);
  }
}
