package dev.slipway.gateway.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.git.RefName;
import dev.slipway.core.message.DeliveryRecorded.Action;
import dev.slipway.gateway.Samples;
import dev.slipway.gateway.provider.Notification.Push;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider has to do. Each has a test that extends this one and makes the bodies. */
public abstract class WebhookProviderContract {

  private static final ObjectMapper JSON = new ObjectMapper();

  protected abstract WebhookProvider provider();

  /** The header that names the event, and its value for a push. */
  protected abstract String eventHeader();

  protected abstract String pushEvent();

  /** A push of one ref; {@link Samples#ZERO} on a side where there is no commit. */
  protected abstract String push(String fullRef, String before, String after);

  /** The clone URL of the repository that {@link #push} is about. */
  protected abstract String cloneUrl();

  /** Other ways to write {@link #cloneUrl()}. */
  protected abstract List<String> otherCloneUrls();

  protected final Notification read(String event, String body) throws MalformedDeliveryException {
    Headers headers =
        new Headers(
            Map.of(eventHeader(), List.of(event), "content-type", List.of("application/json")));
    return provider().read(headers, Body.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  protected final Push readPush(String body) throws MalformedDeliveryException {
    return assertInstanceOf(Push.class, read(pushEvent(), body));
  }

  protected final RefMove onlyMove(String body) throws MalformedDeliveryException {
    Push push = readPush(body);
    assertEquals(1, push.moves().size());
    return push.moves().get(0);
  }

  @Test
  void aBranchThatMovedIsUpdated() throws Exception {
    RefMove move = onlyMove(push("refs/heads/feature/x", Samples.OLD, Samples.NEW));

    assertEquals(RefName.branch("feature/x"), move.ref());
    assertEquals(Action.UPDATED, move.action());
    assertEquals(Samples.NEW, String.valueOf(move.commit()));
    assertEquals(Samples.OLD, String.valueOf(move.before()));
  }

  @Test
  void aRefThatWasNotThereIsCreated() throws Exception {
    RefMove move = onlyMove(push("refs/tags/v1", Samples.ZERO, Samples.NEW));

    assertEquals(RefName.tag("v1"), move.ref());
    assertEquals(Action.CREATED, move.action());
    assertEquals(null, move.before());
  }

  @Test
  void aRefThatIsGoneIsDeleted() throws Exception {
    RefMove move = onlyMove(push("refs/heads/main", Samples.OLD, Samples.ZERO));

    assertEquals(Action.DELETED, move.action());
    assertEquals(null, move.commit());
  }

  @Test
  void theSenderIsTheAccountAndNoAuthor() throws Exception {
    assertEquals("wernher", readPush(push("refs/heads/main", Samples.OLD, Samples.NEW)).sender());
  }

  @ParameterizedTest
  @ValueSource(strings = {"refs/heads/-x", "refs/heads/a b", "refs/heads/a..b", "refs/tags/$(x) y"})
  void anInvalidNameIsPassedOverWithTheReason(String ref) throws Exception {
    Push push = readPush(push(ref, Samples.OLD, Samples.NEW));

    assertEquals(List.of(), push.moves());
    assertTrue(push.passedOver().get(0).contains("is no valid"), push.passedOver().toString());
  }

  @Test
  void aPushIsAboutItsOwnRepository() throws Exception {
    Subject subject = readPush(push("refs/heads/main", Samples.OLD, Samples.NEW)).subject();

    assertTrue(subject.isClonedFrom(GitUrl.parse(cloneUrl())));
    for (String url : otherCloneUrls()) {
      assertTrue(subject.isClonedFrom(GitUrl.parse(url)), url);
    }
    assertFalse(subject.isClonedFrom(GitUrl.parse(cloneUrl().replace("rocket", "secret"))));
    assertFalse(subject.isClonedFrom(GitUrl.parse("https://evil.example/ac/other.git")));
  }

  @Test
  void otherEventsAreNoPushes() throws Exception {
    Notification.Other other =
        assertInstanceOf(Notification.Other.class, read("some:event", "{\"x\":1}"));

    assertTrue(other.reason().contains("some:event"), other.reason());
  }

  @Test
  void aDeliveryWithoutEventIsMalformed() {
    Headers headers = new Headers(Map.of());

    assertThrows(
        MalformedDeliveryException.class,
        () -> provider().read(headers, Body.of("{}".getBytes(StandardCharsets.UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "true",
        "7",
        "\"x\"",
        "[]",
        "[{}]",
        "{",
        "{\"a\":}",
        "{} {}",
        "{}x",
        "{\"repository\":",
        "\u0000",
        "{\"a\":\"\\ud800",
        "{'a':1}",
        "<xml/>",
        "{\"a\":NaN}"
      })
  void textThatIsNoJsonObjectIsMalformed(String body) {
    MalformedDeliveryException e =
        assertThrows(MalformedDeliveryException.class, () -> read(pushEvent(), body));

    assertFalse(e.detail().isBlank());
  }

  @Test
  void bytesThatAreNoTextAreMalformed() {
    Headers headers = new Headers(Map.of(eventHeader(), List.of(pushEvent())));
    byte[] bytes = {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'};

    assertThrows(MalformedDeliveryException.class, () -> provider().read(headers, Body.of(bytes)));
  }

  @Test
  void deepNestingIsMalformedAnywhere() {
    String deep = "{\"a\":".repeat(200_000) + "1" + "}".repeat(200_000);
    String pushed = push("refs/heads/main", Samples.OLD, Samples.NEW);

    assertThrows(MalformedDeliveryException.class, () -> read(pushEvent(), deep));
    assertThrows(
        MalformedDeliveryException.class,
        () -> read(pushEvent(), pushed.replaceFirst("\\{", "{\"deep\":" + deep + ",")));
  }

  @Test
  void aBodyOfMillionsOfEmptyObjectsIsMalformed() {
    String many = "{\"repository\":[" + "{},".repeat(1_000_000) + "{}]}";

    assertThrows(MalformedDeliveryException.class, () -> read(pushEvent(), many));
  }

  @Test
  void everyFieldCanBeMissingNullOrOfAnotherTypeWithoutHarm() throws Exception {
    JsonNode whole = JSON.readTree(push("refs/heads/main", Samples.OLD, Samples.NEW));
    List<JsonNode> replacements =
        List.of(
            JsonNodeFactory.instance.nullNode(),
            JsonNodeFactory.instance.numberNode(7),
            JsonNodeFactory.instance.booleanNode(true),
            JsonNodeFactory.instance.textNode("\u0000\ud800x"),
            JsonNodeFactory.instance.arrayNode().addNull(),
            JsonNodeFactory.instance.objectNode());
    for (Path path : paths(whole)) {
      for (JsonNode replacement : replacements) {
        readsOrIsMalformed(path.replaced(whole, replacement));
      }
      readsOrIsMalformed(path.removed(whole));
    }
  }

  @Test
  void noTextBreaksTheReader() throws Exception {
    String whole = push("refs/heads/main", Samples.OLD, Samples.NEW);
    Random random = new Random(1);
    String alphabet = "{}[]\",:0x\\ \u0000é";
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        text.setCharAt(
            random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      readsOrIsMalformed(text.toString());
    }
  }

  private void readsOrIsMalformed(String body) {
    try {
      assertEquals(pushEvent(), read(pushEvent(), body).event());
    } catch (MalformedDeliveryException e) {
      assertFalse(e.detail().isBlank());
    }
  }

  private static List<Path> paths(JsonNode whole) {
    List<Path> found = new ArrayList<>();
    collect(whole, "", found);
    return found;
  }

  private static void collect(JsonNode node, String pointer, List<Path> found) {
    if (node instanceof ObjectNode object) {
      for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        found.add(new Path(pointer, name));
        collect(object.get(name), pointer + "/" + name, found);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        found.add(new Path(pointer, String.valueOf(i)));
        collect(array.get(i), pointer + "/" + i, found);
      }
    }
  }

  /** A field of an object or an element of an array. */
  private record Path(String parent, String name) {

    String replaced(JsonNode whole, JsonNode replacement) {
      JsonNode copy = whole.deepCopy();
      JsonNode holder = copy.at(parent);
      if (holder instanceof ObjectNode object) {
        object.set(name, replacement);
      } else {
        ((ArrayNode) holder).set(Integer.parseInt(name), replacement);
      }
      return copy.toString();
    }

    String removed(JsonNode whole) {
      JsonNode copy = whole.deepCopy();
      JsonNode holder = copy.at(parent);
      if (holder instanceof ObjectNode object) {
        object.remove(name);
      } else {
        ((ArrayNode) holder).remove(Integer.parseInt(name));
      }
      return copy.toString();
    }
  }
}
