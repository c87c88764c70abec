package dev.slipway.service.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionOrderTest {

  @Test
  void versionsAreOrderedAsPeopleReadThem() {
    List<String> ordered =
        List.of(
            "latest",
            "nightly",
            "v1.0-alpha",
            "v1.0-rc1",
            "v1.0-rc2",
            "v1.0-rc10",
            "v1.0",
            "v1.0.1",
            "v1.9",
            "v1.10",
            "v2",
            "v20261121000000000000000001");

    List<String> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.sort(new VersionOrder());

    assertEquals(ordered, shuffled);
  }

  @Test
  void namesThatReadTheSameStillHaveAnOrder() {
    List<String> names = new ArrayList<>(List.of("1.0", "1..0", "01.0"));

    names.sort(new VersionOrder());

    assertEquals(List.of("01.0", "1..0", "1.0"), names);
  }
}
