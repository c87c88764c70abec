package dev.slipway.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.git.RefName;
import dev.slipway.service.selection.Selection;
import dev.slipway.service.web.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallBodyTest {

  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "{}", "{\"build\":true}", "{\"build\": \"true\", \"by\": 1}"})
  void everythingIsBuilt(String body) {
    assertEquals(new CallBody(Selection.EVERYTHING, false), parse(body));
  }

  @Test
  void aFormIsToldFromJsonByItsLookAndNotByItsMediaType() {
    assertEquals(new CallBody(Selection.EVERYTHING, true), parse("build=true"));
    assertEquals(
        new CallBody(Selection.ofDockerTag("a&b"), true), parse("docker_tag=a%26b&build=true"));
    assertEquals(
        new CallBody(Selection.ofRef(RefName.tag("v1=2")), false),
        parse("{\"source_type\":\"Tag\",\"source_name\":\"v1=2\"}"));
  }

  @Test
  void aTagOrASourceNarrowsWhatIsBuilt() {
    assertEquals(
        new CallBody(Selection.ofDockerTag("latest"), false),
        parse("{\"build\":true,\"docker_tag\":\"latest\"}"));
    assertEquals(
        new CallBody(Selection.ofRef(RefName.branch("staging")), false),
        parse("{\"source_type\":\"Branch\",\"source_name\":\"staging\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'build':false}                                            | build",
        "{'build':1}                                                | build",
        "build=false                                                | build",
        "{'docker_tag':7}                                           | docker_tag",
        "{'docker_tag':''}                                          | docker_tag",
        "{'docker_tag':'a','source_type':'Tag','source_name':'b'}   | docker_tag",
        "{'source_type':'Twig','source_name':'main'}                | source_type",
        "{'source_name':'main'}                                     | source_type",
        "{'source_type':'Branch'}                                   | source_name",
        "{'source_type':'Branch','source_name':['main']}            | source_name",
        "{'source_type':'Branch','source_name':'a..b'}              | source_name",
        "{'tag':'latest'}                                           | ''"
      })
  void aBadFieldIsNamed(String body, String field) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> parse(body.strip().replace('\'', '"')));

    assertEquals(field.equals("''") ? "" : field, e.field());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"build\":", "[{\"build\":true}]", "hello", "docker_tag=%zz", "\"text\"", "{]"})
  void whatIsNeitherJsonNorAFormIsMalformed(String body) {
    assertThrows(MalformedCallException.class, () -> parse(body));
  }

  @Test
  void depthIsNoDanger() {
    String deep = "{\"build\":" + "[".repeat(30_000);

    assertThrows(MalformedCallException.class, () -> parse(deep));
  }

  @Test
  void whatIsKeptOfABodyIsShortAndHarmless() {
    assertEquals("a?b?c\nd", TriggerCall.excerpt("a\u0000b\u202ec\nd"));
    assertEquals(501, TriggerCall.excerpt("x".repeat(10_000)).length());
    assertTrue(TriggerCall.excerpt("\ud83d\ude80").contains("\ud83d\ude80"));
    assertEquals("?", TriggerCall.excerpt("\ud83d"));
  }

  private CallBody parse(String body) {
    return CallBody.parse(body, json);
  }
}
