package dev.slipway.service.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * When something is due, in the five fields of unix cron (crontab(5)): minute, hour, day of month,
 * month, day of week. A time that the clocks skip in spring is due at the end of the gap, and one
 * that comes twice in autumn is due once; where the hour is a wildcard, every hour that there is
 * counts, and no other.
 */
public final class CronExpression {

  private static final List<String> FIELDS =
      List.of("minute", "hour", "day of month", "month", "day of week");
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern LIBRARYS_PREFIX =
      Pattern.compile("^Failed to parse cron expression\\. ");
  private static final int LONGEST = 200;

  private final String text;
  private final Cron cron;

  private CronExpression(String text) {
    this.text = text;
    this.cron = parser().parse(text);
  }

  /**
   * Reads an expression.
   *
   * @throws CronSyntaxException when it is none, with the field and its place; or when it never
   *     comes due, such as on February 30
   */
  public static CronExpression parse(String text) {
    List<MatchResult> words =
        text.length() > LONGEST ? List.of() : WORD.matcher(text).results().toList();
    if (words.size() != FIELDS.size()) {
      throw new CronSyntaxException(
          0,
          "must have 5 fields: minute, hour, day of month, month, day of week; such as \"0 3 * * 1\"");
    }
    for (int i = 0; i < FIELDS.size(); i++) {
      checkAlone(i, words.get(i));
    }
    CronExpression expression =
        new CronExpression(String.join(" ", words.stream().map(MatchResult::group).toList()));
    if (expression.next(Instant.EPOCH, ZoneOffset.UTC).isEmpty()) {
      throw new CronSyntaxException(0, "never comes due: no month has such a day");
    }
    return expression;
  }

  /** Each field by itself, so that the one at fault is known. */
  private static void checkAlone(int field, MatchResult word) {
    String others = "* ".repeat(field) + word.group() + " *".repeat(FIELDS.size() - 1 - field);
    try {
      Cron unused = parser().parse(others);
    } catch (IllegalArgumentException e) {
      String why = LIBRARYS_PREFIX.matcher(String.valueOf(e.getMessage())).replaceFirst("");
      throw new CronSyntaxException(
          word.start() + 1,
          "the " + FIELDS.get(field) + " \"" + word.group() + "\" can't be used: " + why);
    }
  }

  /** When it is due next after a time, by the clocks of a zone; empty when never. */
  Optional<Instant> next(Instant after, ZoneId zone) {
    Optional<Instant> regular = next(ZonedDateTime.ofInstant(after, zone));
    ZoneOffsetTransition change = zone.getRules().nextTransition(after);
    if (change == null
        || !change.isGap()
        || comesEveryHour()
        || regular.filter(due -> !due.isAfter(change.getInstant())).isPresent()) {
      return regular;
    }
    return isDueIn(change) ? Optional.of(change.getInstant()) : regular;
  }

  private boolean comesEveryHour() {
    return text.split(" ", -1)[1].startsWith("*");
  }

  /** Whether it would have been due in the hour that the clocks skip. */
  private boolean isDueIn(ZoneOffsetTransition gap) {
    ZonedDateTime justBefore =
        gap.getDateTimeBefore().minusSeconds(1).atZone(gap.getOffsetBefore());
    return next(justBefore)
        .filter(due -> due.isBefore(gap.getInstant().plus(gap.getDuration())))
        .isPresent();
  }

  private Optional<Instant> next(ZonedDateTime after) {
    return ExecutionTime.forCron(cron).nextExecution(after).map(ZonedDateTime::toInstant);
  }

  /**
   * Whether it ever comes due again sooner than this. Days are taken as if all of them counted,
   * since nobody means two runs at midnight by hours that meet there.
   */
  public boolean isMoreFrequentThan(Duration least) {
    String[] fields = text.split(" ", -1);
    CronExpression daily = new CronExpression(fields[0] + " " + fields[1] + " * * *");
    Instant end = Instant.EPOCH.plus(Duration.ofDays(2));
    Instant last = daily.next(Instant.EPOCH, ZoneOffset.UTC).orElse(end);
    while (last.isBefore(end)) {
      Instant next = daily.next(last, ZoneOffset.UTC).orElse(end);
      if (Duration.between(last, next).compareTo(least) < 0) {
        return true;
      }
      last = next;
    }
    return false;
  }

  private static CronParser parser() {
    return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
  }

  /** The fields with one space between. */
  @Override
  public String toString() {
    return text;
  }
}
