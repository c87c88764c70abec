package dev.slipway.gateway.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.slipway.core.git.CommitSha;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of webhooks into records that name just what is needed; all else is passed over
 * without being held. Nothing is converted, depth and number of tokens are bounded, and every
 * failure says where the body is wrong without repeating it.
 */
public final class Payload {

  private static final int MAX_DEPTH = 100;

  /** A full push of GitHub, 2,048 commits in 25 MB, has less than half of it. */
  private static final long MAX_TOKENS = 1_000_000;

  private static final JsonMapper MAPPER = mapper();

  private Payload() {}

  /**
   * Reads a JSON object.
   *
   * @throws MalformedDeliveryException when the text isn't JSON, or not of that shape
   */
  public static <T> T read(InputStream json, Class<T> type) throws MalformedDeliveryException {
    ObjectReader reader = MAPPER.readerFor(type);
    try (InputStream closing = json) {
      T value = reader.readValue(closing);
      return required(value, "the body");
    } catch (StreamConstraintsException e) {
      throw new MalformedDeliveryException(
          "The JSON is nested deeper than "
              + MAX_DEPTH
              + " levels or is larger than any webhook's; no Git host sends that.");
    } catch (JsonMappingException e) {
      throw new MalformedDeliveryException(describe(e));
    } catch (JsonProcessingException e) {
      throw new MalformedDeliveryException("The body is no valid JSON" + at(e) + ".");
    } catch (IOException e) {
      throw new MalformedDeliveryException("The body is no text in UTF-8.");
    }
  }

  /**
   * A value that has to be there.
   *
   * @param where the path in the body, for the message
   */
  public static <T> T required(@Nullable T value, String where) throws MalformedDeliveryException {
    if (value == null) {
      throw new MalformedDeliveryException(
          "\"" + where + "\" is missing or null, and no push comes without it.");
    }
    return value;
  }

  /**
   * A commit, null where the host says that there is none.
   *
   * @param where the path in the body, for the message
   */
  public static @Nullable CommitSha commit(@Nullable String digits, String where)
      throws MalformedDeliveryException {
    if (digits == null || CommitSha.isZero(digits)) {
      return null;
    }
    try {
      return new CommitSha(digits);
    } catch (IllegalArgumentException e) {
      throw new MalformedDeliveryException("\"" + where + "\": " + e.getMessage() + ".");
    }
  }

  private static String describe(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                ref -> ref.getFieldName() == null ? "[" + ref.getIndex() + "]" : ref.getFieldName())
            .collect(Collectors.joining("."))
            .replace(".[", "[");
    String where = path.isEmpty() ? "The body" : "\"" + path + "\"";
    return e instanceof MismatchedInputException mismatch
        ? where + " has to be " + expected(mismatch.getTargetType()) + at(e) + "."
        : where + " can't be understood" + at(e) + ".";
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null || Record.class.isAssignableFrom(type)) {
      return "a JSON object";
    }
    if (type == String.class) {
      return "text";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "true or false";
  }

  private static String at(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  private static JsonMapper mapper() {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxTokenCount(MAX_TOKENS)
            .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .withCoercionConfig(
            LogicalType.Textual,
            text -> {
              text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
              text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
              text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
        .build();
  }
}
