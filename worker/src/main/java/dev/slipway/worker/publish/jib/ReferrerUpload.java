package dev.slipway.worker.publish.jib;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuiltImage.Blob;
import dev.slipway.worker.publish.Attachments;
import dev.slipway.worker.publish.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Attaches documents in one repository: blobs, the artifacts' manifests, and the list of them. */
final class ReferrerUpload {

  /** OCI distribution-spec, "Pushing Manifests with Subject": the registry lists it by itself. */
  private static final String LISTED = "OCI-Subject";

  private final PushSession session;
  private final ReferrerTurns turns;
  private final String repository;
  private final Set<Digest> sent = new HashSet<>();

  /**
   * @param turns of all builds of this worker
   * @param repository registry and repository
   */
  ReferrerUpload(PushSession session, ReferrerTurns turns, String repository) {
    this.session = session;
    this.turns = turns;
    this.repository = repository;
  }

  void attach(Attachments about) throws IOException, InterruptedException {
    Subject subject = about.subject();
    List<ReferrerManifest> unlisted = new ArrayList<>();
    for (var document : about.documents()) {
      ReferrerManifest referrer = new ReferrerManifest(subject, document);
      send(referrer.blobs());
      RegistryAnswer answer =
          session.pushManifest(
              ReferrerManifest.MEDIA_TYPE, referrer.bytes(), referrer.digest().value());
      if (!answer.headers(LISTED).contains(subject.digest().value())) {
        unlisted.add(referrer);
      }
    }
    if (!unlisted.isEmpty()) {
      turns.take(
          repository + "@" + subject.digest(),
          () -> new ReferrersTag(session, subject.digest()).add(unlisted));
    }
  }

  private void send(List<Blob> blobs) throws IOException, InterruptedException {
    for (Blob blob : blobs) {
      if (sent.add(blob.digest())) {
        session.bring(blob, null);
      }
    }
  }
}
