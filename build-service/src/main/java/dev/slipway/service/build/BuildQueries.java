package dev.slipway.service.build;

import dev.slipway.core.git.RefType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds to show. Nothing is checked here: what answers a request asks {@code Access} for the
 * repository first.
 */
public interface BuildQueries {

  /**
   * A repository's builds, newest first.
   *
   * @param before only builds with a lower sequence; null for the newest
   * @param limit how many at most
   */
  List<BuildView> ofRepository(UUID repositoryId, @Nullable Long before, int limit);

  /** One build, with the repository it belongs to. */
  Optional<Found> byId(UUID id);

  /** The newest builds of several repositories together. */
  List<BuildView> newest(Collection<UUID> repositoryIds, int limit);

  /** The newest build of each repository that has one. */
  Map<UUID, BuildView> latestOf(Collection<UUID> repositoryIds);

  /** Builds by id; those that are gone are missing. */
  Map<UUID, BuildView> byIds(Collection<UUID> ids);

  /** Every commit of a repository's branches, or tags, that was built with success. */
  Set<Success> successes(UUID repositoryId, RefType type);

  /** Whether a build answered a request whose key starts so. */
  boolean answers(UUID id, String keyPrefix);

  /** What waits for workers. */
  Queue queue();

  /**
   * That there is an image of a commit.
   *
   * @param rule the rule's id
   * @param ref the ref's short name
   * @param commit the commit's digits
   */
  record Success(UUID rule, String ref, String commit) {}

  /**
   * How long the queue is.
   *
   * @param waiting how many builds
   * @param oldest since when the one that waits longest; empty when none does
   */
  record Queue(long waiting, Optional<Instant> oldest) {}

  /**
   * A build and whose it is.
   *
   * @param repositoryId the repository
   * @param build the build
   */
  record Found(UUID repositoryId, BuildView build) {}
}
