package dev.slipway.worker.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class LimitsTest {

  private static final long GIB = 1L << 30;

  @Test
  void namesTheLimitThatLeavesNoRoomForABuild() {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> new Limits(GIB, 0, 3, GIB, 1000))
                .getMessage());

    assertTrue(message.contains("the limit pids of a build has to be 16 or more"), message);
  }

  @Test
  void saysSizesAsPeopleDo() {
    assertEquals(
        "put more than 1.5 GiB on the disk",
        Breach.disk(new Limits(GIB, 0, 100, GIB * 3 / 2, 1000)).words());
    assertEquals(
        "made more than 1000 files and folders",
        Breach.files(new Limits(GIB, 0, 100, GIB, 1000)).words());
  }
}
