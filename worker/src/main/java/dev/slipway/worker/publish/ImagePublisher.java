package dev.slipway.worker.publish;

import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.BuiltImage;
import java.io.IOException;
import java.util.List;

/** The registry side of a push, in two steps with the publish permit between them. */
public interface ImagePublisher {

  /**
   * Brings all blobs and the manifest by digest to a destination. Nothing that people pull by tag
   * changes. Repeating it is cheap: what is there is not sent again, what can be mounted is
   * mounted.
   *
   * @throws IOException when the registry refuses or can't be reached; the message says which
   *     registry, what it answered and what to do, without credentials
   */
  void upload(BuiltImage image, Destination destination, BuildLog log)
      throws IOException, InterruptedException;

  /**
   * Points tags at the manifest.
   *
   * @return the full references, {@code host:port/ns/name:tag}, in the tags' order
   */
  List<String> tag(BuiltImage image, Destination destination, List<String> tags)
      throws IOException, InterruptedException;
}
