package dev.slipway.service.reconcile;

import static dev.slipway.service.build.World.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.delivery.RefHistory.Known;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final RefName MAIN = RefName.branch("main");
  private static final RefName TAG = RefName.tag("v1");
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void whatIsWhereItWasToldIsNoDifference() {
    assertEquals(List.of(), compared(Map.of(MAIN, at('a')), Map.of(MAIN, sha('a'))));
    assertEquals(List.of(), compared(Map.of(MAIN, gone()), Map.of()));
  }

  @Test
  void aMoveSaysFromWhereToWhere() {
    assertEquals(
        List.of("main aaaaaaa → bbbbbbb, no delivery told it"),
        compared(Map.of(MAIN, at('a')), Map.of(MAIN, sha('b'))));
  }

  @Test
  void aNewRefSaysWhereItIs() {
    assertEquals(
        List.of("main at bbbbbbb, no delivery told it", "v1 at ccccccc, no delivery told it"),
        compared(Map.of(MAIN, gone()), Map.of(TAG, sha('c'), MAIN, sha('b'))));
  }

  @Test
  void whatIsGoneSaysSo() {
    assertEquals(
        List.of("v1 aaaaaaa → gone, no delivery told it"),
        compared(Map.of(TAG, at('a')), Map.of()));
  }

  private static List<String> compared(Map<RefName, Known> known, Map<RefName, CommitSha> present) {
    return Comparison.compare(known, present, NOW).stream().map(Difference::detail).toList();
  }

  private static Known at(char digit) {
    return known(commit(digit));
  }

  private static Known gone() {
    return known(null);
  }

  private static Known known(@Nullable String commit) {
    return new Known(null, commit, false, true);
  }

  private static CommitSha sha(char digit) {
    return new CommitSha(commit(digit));
  }
}
