package dev.slipway.registry.disk;

import dev.slipway.core.image.Digest;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder of one repository. Its own entries begin with an underscore, as no part of a name
 * does, so {@code a} and {@code a/b} live in one tree without meeting.
 *
 * @param path absolute
 */
public record RepositoryFolder(Path path) {

  private static final String BLOBS = "_blobs";
  private static final String MANIFESTS = "_manifests";
  private static final String TAGS = "_tags";
  private static final String REFERRERS = "_referrers";
  private static final String UPLOADS = "_uploads";
  private static final String UNTAGGED = "_untagged";

  /** Whether a folder's name is one of a repository's own, not a part of another's name. */
  static boolean isOwn(String folderName) {
    return folderName.startsWith("_");
  }

  public Path blobs() {
    return path.resolve(BLOBS);
  }

  public Path blob(Digest digest) {
    return blobs().resolve(digest.hex());
  }

  public Path manifests() {
    return path.resolve(MANIFESTS);
  }

  public Path manifest(Digest digest) {
    return manifests().resolve(digest.hex());
  }

  public Path tags() {
    return path.resolve(TAGS);
  }

  /**
   * Where a tag's digest is written.
   *
   * @param tag of the tag grammar, which the caller has checked
   */
  public Path tag(String tag) {
    return tags().resolve(tag);
  }

  public Path referrers() {
    return path.resolve(REFERRERS);
  }

  public Path referrersOf(Digest subject) {
    return referrers().resolve(subject.hex());
  }

  public Path uploads() {
    return path.resolve(UPLOADS);
  }

  /** An empty file whose time says since when no tag leads to a manifest. */
  public Path untaggedSince(Digest digest) {
    return untagged().resolve(digest.hex());
  }

  public Path untagged() {
    return path.resolve(UNTAGGED);
  }

  /**
   * All of the repository's own folders, in the order to delete them: first what shows other
   * things, then what is shown.
   */
  public List<Path> all() {
    return List.of(tags(), manifests(), referrers(), blobs(), uploads(), untagged());
  }
}
