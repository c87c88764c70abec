package dev.slipway.worker.job;

import dev.slipway.core.image.Digest;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.publish.Attachments;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.ImageDestination;
import dev.slipway.worker.publish.ImagePublisher;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what was published, in order, and keeps images for later builds. */
final class TestingPublisher implements ImagePublisher {

  /** Does what a test wants to happen in the midst of an upload. */
  interface Upload {
    void run(String destination) throws IOException, InterruptedException;
  }

  final List<String> calls = new CopyOnWriteArrayList<>();
  final Map<String, ImageBundle> images = new ConcurrentHashMap<>();
  final Map<String, IOException> tagFailures = new ConcurrentHashMap<>();
  volatile @Nullable IOException uploadFailure;
  volatile Upload upload = destination -> {};
  final List<Attachments> attached = new CopyOnWriteArrayList<>();
  volatile @Nullable IOException attachFailure;

  @Override
  public ImageDestination open(Destination destination) {
    return new Memory(destination.image());
  }

  @Override
  public void warmUp() {
    // nothing to load
  }

  private final class Memory implements ImageDestination {

    private final String name;

    private Memory(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<ImageBundle> find(Digest digest) {
      return Optional.ofNullable(images.get(name + "@" + digest));
    }

    @Override
    public void upload(ImageBundle image, BuildLog log) throws IOException, InterruptedException {
      IOException failure = uploadFailure;
      if (failure != null) {
        throw failure;
      }
      upload.run(name);
      images.put(name + "@" + image.digest(), image);
      calls.add("upload " + name);
    }

    @Override
    public void attach(List<Attachments> attachments) throws IOException {
      IOException failure = attachFailure;
      if (failure != null) {
        throw failure;
      }
      calls.add("attach " + name);
      attached.addAll(attachments);
    }

    @Override
    public String tag(ImageBundle image, String tag) throws IOException {
      IOException failure = tagFailures.get(name + ":" + tag);
      if (failure != null) {
        throw failure;
      }
      calls.add("tag " + name + ":" + tag);
      return name + ":" + tag;
    }

    @Override
    public void close() {
      // nothing is held open
    }
  }
}
