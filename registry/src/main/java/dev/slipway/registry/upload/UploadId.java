package dev.slipway.registry.upload;

import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import java.util.UUID;

/** The name of an upload in progress; hard to guess, safe in a path. */
public record UploadId(UUID value) {

  static UploadId random() {
    return new UploadId(UUID.randomUUID());
  }

  /**
   * Reads what a client sent back.
   *
   * @throws RegistryException when it can't be an upload of this registry
   */
  public static UploadId parse(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      if (uuid.toString().equals(text)) {
        return new UploadId(uuid);
      }
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
    throw unknown();
  }

  static RegistryException unknown() {
    return new RegistryException(
        ErrorCode.BLOB_UPLOAD_UNKNOWN,
        "no such upload: it is finished, was cancelled or is older than a day; start a new one");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
