package dev.slipway.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.ImageReference;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagTemplateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "latest; main; latest",
        "''; 1.2.0; 1.2.0",
        "' '; 1.2.0; 1.2.0",
        "release-{sourceref}; 1.2.0-rc; release-1.2.0-rc",
        "{sourceref}; feature/login; feature-login",
        "{sourceref}; größe; gr--e",
        "{sourceref}; 🚀x; _x",
        "my tag; main; my-tag",
        "a}b; main; a-b",
        ".x; main; _x",
        "--; main; _-",
        "{sourceref}{sourceref}; v1; v1v1"
      })
  void aTemplateGivesALegalTag(String template, String ref, String tag) {
    assertEquals(List.of(tag), TagTemplate.parse(template, 0).evaluate(ref, List.of()));
  }

  @Test
  void aListGivesSeveralTagsWithoutRepeats() {
    TagTemplate template = TagTemplate.parse("{sourceref}, latest,{\\1}.{\\2},{\\1},latest", 2);

    assertEquals(
        List.of("v1.2", "latest", "1.2", "1"), template.evaluate("v1.2", List.of("1", "2")));
  }

  @Test
  void aTemplateThatComesOutEmptyGivesNoTag() {
    assertEquals(
        List.of("latest"), TagTemplate.parse("{\\1},latest", 1).evaluate("x", List.of("")));
  }

  @Test
  void aTagIsCutTo128Characters() {
    List<String> tags = TagTemplate.parse("{sourceref}", 0).evaluate("x".repeat(999), List.of());

    assertEquals(List.of("x".repeat(128)), tags);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "latest,{source}; 8; unknown",
        "{SOURCEREF}; 1; unknown",
        "{}; 1; unknown",
        "{\\0}; 1; unknown",
        "{\\10}; 1; unknown",
        "a{sourceref; 2; has no",
        "'a, {\\2}'; 4; only 1 groups",
        "a,,b; 3; empty",
        "a,; 3; empty"
      })
  void aBadTemplateIsRefusedWithItsPlace(String template, int position, String message) {
    RuleSyntaxException e =
        assertThrows(RuleSyntaxException.class, () -> TagTemplate.parse(template, 1));

    assertEquals("tag", e.field());
    assertEquals(position, e.position(), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
  }

  @Test
  void aGroupNeedsAnExpression() {
    RuleSyntaxException e =
        assertThrows(RuleSyntaxException.class, () -> TagTemplate.parse("{\\1}", 0));

    assertTrue(String.valueOf(e.getMessage()).contains("regular expression"), e.getMessage());
  }

  @Test
  void whateverTheRefIsCalledEveryTagIsLegal() {
    Random random = new Random(7);
    TagTemplate template = TagTemplate.parse("{sourceref},{\\1},x{\\1}", 1);
    for (int i = 0; i < 5_000; i++) {
      String ref = random(random, 1 + random.nextInt(300));
      String group = random(random, random.nextInt(200));

      for (String tag : template.evaluate(ref, List.of(group))) {
        assertTrue(ImageReference.isTag(tag), tag);
      }
    }
  }

  private static String random(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
    }
    return text.toString();
  }
}
