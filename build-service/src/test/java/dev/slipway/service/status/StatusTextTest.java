package dev.slipway.service.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.build.BuildPhase;
import org.junit.jupiter.api.Test;

class StatusTextTest {

  @Test
  void onlyTheFirstSentenceIsTold() {
    assertEquals("It broke.", text("It broke. See the log."));
    assertEquals("It broke!", text("It broke! See the log."));
    assertEquals("It broke", text("It broke\nline 2"));
    assertEquals("It broke", text("  It broke"));
    assertEquals("", text(""));
    assertEquals("", text(" \n "));
  }

  @Test
  void aDotInsideAWordEndsNothing() {
    assertEquals(
        "Dockerfile:3: no alpine:3.20 at docker.io found.",
        text("Dockerfile:3: no alpine:3.20 at docker.io found. Check the name."));
  }

  @Test
  void aLongSentenceIsCut() {
    String cut = text("x".repeat(500));

    assertEquals(StatusWish.LONGEST, cut.length());
    assertTrue(cut.endsWith("x…"));
    assertEquals("y".repeat(140), text("y".repeat(140)));
  }

  @Test
  void noCharacterIsCutInHalf() {
    String cut = text("x".repeat(138) + "🚢".repeat(10));

    assertEquals("x".repeat(138) + "…", cut);
    assertFalse(Character.isHighSurrogate(cut.charAt(cut.length() - 2)));
  }

  private static String text(String reason) {
    return StatusText.description(BuildPhase.FAILED, reason);
  }
}
