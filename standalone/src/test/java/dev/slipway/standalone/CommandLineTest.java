package dev.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CommandLineTest {

  @Test
  void nothingGivenMeansJustTheServer() throws Exception {
    assertEquals(new CommandLine(false, false, false), CommandLine.parse());
  }

  @Test
  void optionsMayComeInAnyOrder() throws Exception {
    assertEquals(new CommandLine(true, true, false), CommandLine.parse("--once", "--demo"));
    assertEquals(new CommandLine(false, false, true), CommandLine.parse("--sign-in"));
  }

  @Test
  void anUnknownOptionIsNamed() {
    StartException refused =
        assertThrows(StartException.class, () -> CommandLine.parse("--demo", "--fast"));
    assertEquals("unknown option \"--fast\"; see ./run --help", refused.getMessage());
  }

  @Test
  void onceMakesNoSenseWithoutTheDemo() {
    assertThrows(StartException.class, () -> CommandLine.parse("--once"));
  }
}
