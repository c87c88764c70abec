package dev.slipway.service.repository;

import dev.slipway.service.access.Actor;
import dev.slipway.service.web.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All repositories, in lists. */
public interface RepositoryCatalog {

  /**
   * What an actor may see, newest first.
   *
   * @param cursor of the page before; null for the first
   * @param limit at most so many, at least 1
   * @throws dev.slipway.service.web.InvalidInputException when the cursor is none of ours
   */
  Page<Repository> visibleTo(Actor actor, @Nullable String cursor, int limit);

  /** Ids in their own order, after a given one, for walking over all. */
  List<UUID> idsAfter(Optional<UUID> last, int limit);
}
