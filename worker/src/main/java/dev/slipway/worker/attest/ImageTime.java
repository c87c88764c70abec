package dev.slipway.worker.attest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.worker.engine.BuiltImage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** When an image was made, as its configuration says (OCI image-spec, config.md, "created"). */
final class ImageTime {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ImageTime() {}

  /** The epoch where it doesn't say. */
  static Instant of(BuiltImage image) throws IOException {
    try (InputStream config = image.blobs().get(0).content().open()) {
      String created = MAPPER.readTree(config).path("created").asText("");
      return OffsetDateTime.parse(created).toInstant();
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
