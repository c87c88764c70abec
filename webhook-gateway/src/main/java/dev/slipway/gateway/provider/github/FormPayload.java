package dev.slipway.gateway.provider.github;

import dev.slipway.gateway.provider.Body;
import dev.slipway.gateway.provider.MalformedDeliveryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The JSON in the form field {@code payload}, which is how GitHub sends forms. */
final class FormPayload {

  static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  private static final byte[] FIELD = "payload=".getBytes(StandardCharsets.US_ASCII);

  private FormPayload() {}

  static InputStream decode(Body body) throws MalformedDeliveryException {
    byte[] form = bytes(body);
    for (int start = 0; start < form.length; ) {
      int end = indexOf(form, '&', start);
      if (startsWith(form, start, end)) {
        return unescape(form, start + FIELD.length, end);
      }
      start = end + 1;
    }
    throw new MalformedDeliveryException("The form has no field \"payload\".");
  }

  /** Decodes in place: what comes out is never longer than what went in. */
  private static InputStream unescape(byte[] form, int from, int to)
      throws MalformedDeliveryException {
    int length = from;
    for (int at = from; at < to; at++) {
      byte b = form[at];
      if (b == '%') {
        form[length++] = escaped(form, at, to);
        at += 2;
      } else {
        form[length++] = b == '+' ? (byte) ' ' : b;
      }
    }
    return new ByteArrayInputStream(form, from, length - from);
  }

  private static byte escaped(byte[] form, int at, int to) throws MalformedDeliveryException {
    int high = at + 2 < to ? Character.digit((char) form[at + 1], 16) : -1;
    int low = at + 2 < to ? Character.digit((char) form[at + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw new MalformedDeliveryException(
          "The form has a \"%\" without two hexadecimal digits at byte " + (at + 1) + ".");
    }
    return (byte) (high << 4 | low);
  }

  private static byte[] bytes(Body body) {
    try (InputStream stream = body.stream()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory could not be read", e);
    }
  }

  private static int indexOf(byte[] form, char wanted, int from) {
    int at = from;
    while (at < form.length && form[at] != wanted) {
      at++;
    }
    return at;
  }

  private static boolean startsWith(byte[] form, int start, int end) {
    return end - start >= FIELD.length
        && Arrays.equals(form, start, start + FIELD.length, FIELD, 0, FIELD.length);
  }
}
