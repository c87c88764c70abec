package dev.slipway.worker.job;

import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.publish.ImagePublisher;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what was published, in order. */
final class TestingPublisher implements ImagePublisher {

  final List<String> calls = new CopyOnWriteArrayList<>();
  volatile @Nullable IOException uploadFailure;

  @Override
  public void upload(BuiltImage image, Destination destination, BuildLog log) throws IOException {
    IOException failure = uploadFailure;
    if (failure != null) {
      throw failure;
    }
    calls.add("upload " + destination.image());
  }

  @Override
  public List<String> tag(BuiltImage image, Destination destination, List<String> tags) {
    List<String> references = tags.stream().map(tag -> destination.image() + ":" + tag).toList();
    references.forEach(reference -> calls.add("tag " + reference));
    return references;
  }
}
