package dev.slipway.service.log.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.service.web.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogPartTest {

  @Test
  void withoutAWishItIsTheWholeLog() {
    assertEquals(new LogPart(0, 10, 10, LogPart.Kind.REST), part(null));
  }

  @Test
  void anOffsetIsWhereItStarts() {
    assertEquals(new LogPart(4, 10, 10, LogPart.Kind.REST), LogPart.of(10, 4L, null));
    assertEquals(new LogPart(10, 10, 10, LogPart.Kind.REST), LogPart.of(10, 99L, null));
    assertThrows(InvalidInputException.class, () -> LogPart.of(10, -1L, null));
  }

  @Test
  void aRangeIsInclusive() {
    LogPart part = part("bytes=2-4");

    assertEquals(new LogPart(2, 5, 10, LogPart.Kind.RANGE), part);
    assertEquals("bytes 2-4/10", part.contentRange());
  }

  @Test
  void aRangeMayBeOpenOrCountFromTheEnd() {
    assertEquals(new LogPart(7, 10, 10, LogPart.Kind.RANGE), part("bytes=7-"));
    assertEquals(new LogPart(7, 10, 10, LogPart.Kind.RANGE), part("bytes=-3"));
    assertEquals(new LogPart(7, 10, 10, LogPart.Kind.RANGE), part("bytes=7-99"));
  }

  @Test
  void aRangeBehindTheEndCantBeSatisfied() {
    assertEquals(LogPart.Kind.UNSATISFIABLE, part("bytes=10-").kind());
    assertEquals(LogPart.Kind.UNSATISFIABLE, part("bytes=-0").kind());
    assertEquals("bytes */10", part("bytes=10-").contentRange());
  }

  @Test
  void whatIsNoSingleByteRangeIsIgnored() {
    assertEquals(LogPart.Kind.REST, part("bytes=5-2").kind());
    assertEquals(LogPart.Kind.REST, part("bytes=1-2,4-5").kind());
    assertEquals(LogPart.Kind.REST, part("lines=1-2").kind());
    assertEquals(LogPart.Kind.REST, part("bytes=-").kind());
  }

  private static LogPart part(@Nullable String range) {
    return LogPart.of(10, null, range);
  }
}
