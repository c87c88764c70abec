package dev.slipway.registry.tag;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.DurableFiles;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tags of repositories. A reader sees a tag's old digest or its new one, never neither. */
@Singleton
public final class Tags {

  /** The order of tag lists (distribution-spec, "Listing Tags"), made total. */
  public static final Comparator<String> ORDER =
      String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

  private final DataFolder folder;

  @Inject
  public Tags(DataFolder folder) {
    this.folder = folder;
  }

  /** What a tag stands for; empty when there is no such tag, or the text can't be one. */
  public Optional<Digest> find(RepositoryName repository, String tag) throws IOException {
    if (!ImageReference.isTag(tag)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Digest(Files.readString(file(repository, tag))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Lets a tag stand for a manifest from now on. To be called with the shared lock held. */
  public void set(RepositoryName repository, String tag, Digest digest) throws IOException {
    folder.write(file(repository, tag), digest.value().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Removes a tag; the manifest stays.
   *
   * @return whether it was there
   */
  public boolean remove(RepositoryName repository, String tag) throws IOException {
    return ImageReference.isTag(tag) && DurableFiles.delete(file(repository, tag));
  }

  /** Removes all tags of a manifest. */
  public void removeAll(RepositoryName repository, Digest digest) throws IOException {
    for (String tag : list(repository)) {
      if (find(repository, tag).filter(digest::equals).isPresent()) {
        remove(repository, tag);
      }
    }
  }

  /** All tags, in {@link #ORDER}. */
  public List<String> list(RepositoryName repository) throws IOException {
    Path tags = folder.repository(repository).tags();
    return DurableFiles.list(tags).stream()
        .map(file -> file.getFileName().toString())
        .sorted(ORDER)
        .toList();
  }

  /** What all tags stand for. */
  public Set<Digest> digests(RepositoryName repository) throws IOException {
    Set<Digest> digests = new HashSet<>();
    for (String tag : list(repository)) {
      find(repository, tag).ifPresent(digests::add);
    }
    return digests;
  }

  private Path file(RepositoryName repository, String tag) {
    return folder.repository(repository).tag(tag);
  }
}
