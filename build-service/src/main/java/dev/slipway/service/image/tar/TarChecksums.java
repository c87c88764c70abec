package dev.slipway.service.image.tar;

import dev.slipway.core.image.Digest;
import java.time.Instant;
import java.util.Optional;

/** SHA-256 of files that were written once. */
public interface TarChecksums {

  /** The checksum of the file with this layout; empty when it was never written. */
  Optional<Digest> find(Digest layout);

  /** Notes it. */
  void note(Digest layout, Digest checksum, Instant now);
}
