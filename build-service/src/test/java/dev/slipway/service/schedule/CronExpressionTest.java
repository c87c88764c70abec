package dev.slipway.service.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void itIsDueByTheClocksOfItsZone() {
    assertEquals(
        List.of("2026-11-23T02:00:00Z", "2026-11-30T02:00:00Z"),
        runs("0 3 * * 1", "2026-11-21T12:00:00Z", BERLIN, 2));
    assertEquals(
        List.of("2026-11-23T03:00:00Z"),
        runs("0 3 * * MON", "2026-11-21T12:00:00Z", ZoneOffset.UTC, 1));
  }

  @Test
  void aTimeThatTheClocksSkipInSpringIsDueAtTheEndOfTheGap() {
    assertEquals(
        List.of("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"),
        runs("30 2 * * *", "2026-03-27T12:00:00Z", BERLIN, 3));
    assertEquals(
        List.of("2026-03-29T01:00:00Z"), runs("30 2 29 3 *", "2026-01-01T00:00:00Z", BERLIN, 1));
  }

  @Test
  void aTimeThatComesTwiceInAutumnIsDueOnce() {
    assertEquals(
        List.of("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
        runs("30 2 * * *", "2026-10-23T12:00:00Z", BERLIN, 3));
  }

  @Test
  void everyHourMeansEveryHourThatThereIs() {
    assertEquals(
        List.of("2026-03-29T00:15:00Z", "2026-03-29T01:15:00Z", "2026-03-29T02:15:00Z"),
        runs("15 * * * *", "2026-03-28T23:30:00Z", BERLIN, 3));
    assertEquals(
        List.of("2026-10-25T00:15:00Z", "2026-10-25T01:15:00Z", "2026-10-25T02:15:00Z"),
        runs("15 * * * *", "2026-10-24T23:30:00Z", BERLIN, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "61 * * * *     | 1 | minute",
        "* 25 * * *     | 3 | hour",
        "0 0  32 * *    | 6 | day of month",
        "0 0 * 13 *     | 7 | month",
        "0 0 * * FUN    | 9 | day of week",
        "*/0 * * * *    | 1 | minute",
        "5-1 * * * *    | 1 | minute",
        "0 0 L * *      | 5 | day of month"
      })
  void aBadFieldIsNamedWithItsPlace(String text, int position, String field) {
    CronSyntaxException e =
        assertThrows(CronSyntaxException.class, () -> CronExpression.parse(text));

    assertEquals(position, e.position());
    assertTrue(String.valueOf(e.getMessage()).contains(field), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"@daily", "0 0 * * * *", "30 2 * *", "x"})
  void anotherNumberOfFieldsIsRefused(String text) {
    CronSyntaxException e =
        assertThrows(CronSyntaxException.class, () -> CronExpression.parse(text));

    assertEquals(0, e.position());
    assertTrue(String.valueOf(e.getMessage()).contains("5 fields"), e.getMessage());
  }

  @Test
  void aDayThatNeverComesIsRefused() {
    CronSyntaxException e =
        assertThrows(CronSyntaxException.class, () -> CronExpression.parse("0 0 30 2 *"));

    assertTrue(String.valueOf(e.getMessage()).contains("never"), e.getMessage());
  }

  @Test
  void theLeastDistanceIsThatOfTheClosestRuns() {
    Duration least = Duration.ofMinutes(5);

    assertFalse(CronExpression.parse("*/5 * * * *").isMoreFrequentThan(least));
    assertFalse(CronExpression.parse("0 3 * * *").isMoreFrequentThan(least));
    assertTrue(CronExpression.parse("*/4 * * * *").isMoreFrequentThan(least));
    assertTrue(CronExpression.parse("0,1 0 1 1 *").isMoreFrequentThan(least));
    assertTrue(CronExpression.parse("1,59 0,23 * * *").isMoreFrequentThan(least));
  }

  @Test
  void spacesAreEvenedOut() {
    assertEquals("0 3 * * 1", CronExpression.parse(" 0  3 * *\t1 ").toString());
  }

  private static List<String> runs(String text, String from, ZoneId zone, int count) {
    CronExpression expression = CronExpression.parse(text);
    List<String> runs = new ArrayList<>();
    Instant last = Instant.parse(from);
    for (int i = 0; i < count; i++) {
      last = expression.next(last, zone).orElseThrow();
      runs.add(last.toString());
    }
    return runs;
  }
}
