package dev.slipway.gateway.provider.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.gateway.provider.Body;
import dev.slipway.gateway.provider.MalformedDeliveryException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormPayloadTest {

  @ParameterizedTest
  @CsvSource({
    "payload=%7B%7D, {}",
    "a=b&payload=x+y%2Bz&c=d, x y+z",
    "payload=gr%C3%B6%c3%9Fe, größe",
    "payload=, ''",
    "payload=1&payload=2, 1"
  })
  void theFieldIsDecoded(String form, String payload) throws Exception {
    assertEquals(payload, decode(form));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&", "payload", "Payload=x", "payloads=x", "a=payload=x", "=&=&"})
  void aFormWithoutTheFieldIsMalformed(String form) {
    assertThrows(MalformedDeliveryException.class, () -> decode(form));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"payload=%", "payload=%4", "payload=%zz", "payload=x%4&a=1", "payload=%é1"})
  void aBrokenEscapeIsMalformed(String form) {
    assertThrows(MalformedDeliveryException.class, () -> decode(form));
  }

  @Test
  void anEscapeAtTheVeryEndIsDecoded() throws Exception {
    assertEquals("a", decode("payload=%61"));
  }

  private static String decode(String form) throws Exception {
    Body body = Body.of(form.getBytes(StandardCharsets.UTF_8));
    return new String(FormPayload.decode(body).readAllBytes(), StandardCharsets.UTF_8);
  }
}
