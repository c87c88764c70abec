package dev.slipway.worker.publish;

import dev.slipway.core.image.Digest;

/**
 * A manifest or index that others say something about (OCI image-spec, manifest.md, "subject").
 *
 * @param digest of its bytes
 * @param mediaType of OCI or of Docker
 * @param size its bytes
 */
public record Subject(Digest digest, String mediaType, long size) {

  public Subject {
    if (size <= 0) {
      throw new IllegalArgumentException("a manifest has bytes");
    }
  }

  /** What a manifest's bytes are as a subject. */
  public static Subject of(String mediaType, byte[] manifest) {
    return new Subject(Digest.of(manifest), mediaType, manifest.length);
  }
}
