package dev.slipway.worker.publish.jib;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.config.Manifest;
import dev.slipway.worker.publish.Attachments;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.ImageDestination;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A repository of a registry. The session is opened at the first use, when it is known what may be
 * mounted from where.
 */
final class RegistryDestination implements ImageDestination {

  private final ImageReference reference;
  private final Function<Set<String>, PushSession> sessions;
  private final ReferrerTurns turns;
  private @Nullable PushSession session;
  private boolean closed;

  /**
   * @param sessions opens a session that may mount from these repositories
   * @param turns of all builds of this worker
   */
  RegistryDestination(
      ImageReference reference, Function<Set<String>, PushSession> sessions, ReferrerTurns turns) {
    this.reference = reference;
    this.sessions = sessions;
    this.turns = turns;
  }

  @Override
  public String name() {
    return reference.name();
  }

  @Override
  public Optional<ImageBundle> find(Digest digest) throws IOException, InterruptedException {
    return new PublishedImage(session(Set.of()), reference).find(digest);
  }

  @Override
  public void upload(ImageBundle image, BuildLog log) throws IOException, InterruptedException {
    PushSession push = session(mountSources(image));
    log.line("pushing " + name() + "@" + image.digest());
    if (isPublished(image) && push.hasManifest(image.digest())) {
      log.line("  " + image.digest() + " is there");
      return;
    }
    new BlobUpload(push, reference, log).run(image.blobs());
    for (ImageBundle.Part part : image.parts()) {
      BuiltImage built = part.image();
      push(push, new Manifest(built.mediaType(), built.manifest()), built.digest().value());
    }
    if (image.isIndex()) {
      push(push, image.top(), image.digest().value());
    }
    log.line("pushed " + name() + "@" + image.digest());
  }

  @Override
  public void attach(List<Attachments> attachments) throws IOException, InterruptedException {
    ReferrerUpload upload = new ReferrerUpload(session(Set.of()), turns, name());
    for (Attachments about : attachments) {
      upload.attach(about);
    }
  }

  /** Whether a whole image was read from a registry, so that it may be in this one. */
  private static boolean isPublished(ImageBundle image) {
    return image.parts().stream().allMatch(part -> part.image() instanceof PublishedPart);
  }

  @Override
  public String tag(ImageBundle image, String tag) throws IOException, InterruptedException {
    push(session(Set.of()), image.top(), tag);
    return reference.withTag(tag).toString();
  }

  private static void push(PushSession session, Manifest manifest, String tagOrDigest)
      throws IOException, InterruptedException {
    var unused = session.pushManifest(manifest.mediaType(), manifest.bytes(), tagOrDigest);
  }

  /** The repositories of the same registry that some blob can be mounted from. */
  private Set<String> mountSources(ImageBundle image) {
    return image.blobs().stream()
        .map(BuiltImage.Blob::origin)
        .filter(origin -> origin != null && origin.registry().equals(reference.registry()))
        .map(ImageReference::repository)
        .filter(repository -> !repository.equals(reference.repository()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private PushSession session(Set<String> mountFrom) throws IOException, InterruptedException {
    PushSession open;
    synchronized (this) {
      if (closed) {
        throw new IOException("pushing to " + name() + " was ended");
      }
      if (session != null) {
        return session;
      }
      open = sessions.apply(mountFrom);
      session = open;
    }
    open.signIn();
    return open;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (session != null) {
      session.close();
    }
  }
}
