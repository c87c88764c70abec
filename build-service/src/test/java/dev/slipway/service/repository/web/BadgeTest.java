package dev.slipway.service.repository.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BadgeTest {

  @ParameterizedTest
  @CsvSource({
    "success, PASSING",
    "failed, FAILING",
    "error, FAILING",
    "timed_out, FAILING",
    "expired, FAILING",
    "queued, BUILDING",
    "building, BUILDING",
    "pushing, BUILDING",
    "canceled, NO_BUILDS"
  })
  void theNewestBuildDecides(String newest, Badge badge) {
    assertEquals(badge, Badge.of(List.of(newest)));
  }

  @Test
  void whatSomebodyStoppedSaysNothingAboutTheCode() {
    assertEquals(Badge.PASSING, Badge.of(List.of("superseded", "canceled", "success", "failed")));
  }

  @Test
  void aRepositoryWithoutBuildsSaysSo() {
    assertEquals(Badge.NO_BUILDS, Badge.of(List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void everyBadgeIsWellFormed(Badge badge) throws Exception {
    String root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(badge.svg().getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement()
            .getTextContent();

    assertTrue(root.contains(badge.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
  }
}
