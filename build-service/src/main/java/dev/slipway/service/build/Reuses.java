package dev.slipway.service.build;

import dev.slipway.core.image.Digest;
import dev.slipway.core.protocol.WorkerProtocol.Reusable;
import java.util.Optional;
import java.util.UUID;

/** Which builds were made of which inputs. Every method works in the caller's transaction. */
public interface Reuses {

  /** Notes what determined a build's result. */
  void note(UUID buildId, Digest inputs);

  /**
   * The image of the repository's newest successful build of the same inputs. Where that one took
   * an image over itself, the build that made it is named.
   */
  Optional<Reusable> newest(UUID repositoryId, Digest inputs);
}
