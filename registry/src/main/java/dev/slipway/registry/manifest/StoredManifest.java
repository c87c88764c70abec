package dev.slipway.registry.manifest;

import dev.slipway.core.image.Digest;

/** A manifest as it was pushed, byte for byte, with what it says. */
public final class StoredManifest {

  private final Digest digest;
  private final byte[] content;
  private final Manifest manifest;

  StoredManifest(Digest digest, byte[] content, Manifest manifest) {
    this.digest = digest;
    this.content = content.clone();
    this.manifest = manifest;
  }

  public Digest digest() {
    return digest;
  }

  /** The bytes as they were pushed. */
  public byte[] content() {
    return content.clone();
  }

  /** What the bytes say. */
  public Manifest manifest() {
    return manifest;
  }

  /** Its own size in bytes. */
  public long size() {
    return content.length;
  }
}
