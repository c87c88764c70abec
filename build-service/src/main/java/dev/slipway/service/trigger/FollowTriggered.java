package dev.slipway.service.trigger;

import dev.slipway.service.build.BuildQueries;
import dev.slipway.service.build.BuildView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells a script that has nothing but a trigger's URL how the builds stand that it asked for. */
@ApplicationScoped
public class FollowTriggered {

  private final OpenTrigger openTrigger;
  private final BuildQueries queries;

  FollowTriggered(OpenTrigger openTrigger, BuildQueries queries) {
    this.openTrigger = openTrigger;
    this.queries = queries;
  }

  /**
   * How a build stands, without what needs more rights to see, such as its log.
   *
   * @param id the build
   * @param state the state's name, lower case
   * @param finished whether nothing can follow
   * @param reason what it waits for, does, or how it ended
   * @param type branch or tag
   * @param ref the short name
   * @param commit what is built; null while the ref's tip isn't known
   * @param tags the image's tags
   * @param digest the image; null unless successful
   * @param published full references that were written
   * @param createdAt when it was admitted
   * @param finishedAt when it ended; null before
   */
  public record Progress(
      UUID id,
      String state,
      boolean finished,
      String reason,
      String type,
      String ref,
      @Nullable String commit,
      List<String> tags,
      @Nullable String digest,
      List<String> published,
      Instant createdAt,
      @Nullable Instant finishedAt) {

    static Progress of(BuildView build) {
      return new Progress(
          build.id(),
          build.state(),
          build.over(),
          build.reason(),
          build.type(),
          build.ref(),
          build.commit(),
          build.tags(),
          build.digest(),
          build.published(),
          build.createdAt(),
          build.finishedAt());
    }
  }

  /**
   * How a build stands; empty when the URL is wrong, and when this trigger has not asked for it.
   */
  @Transactional
  public Optional<Progress> progress(String repository, String token, String build) {
    return openTrigger
        .open(repository, token)
        .flatMap(
            trigger ->
                id(build)
                    .filter(id -> queries.answers(id, trigger.keyPrefix()))
                    .flatMap(queries::byId)
                    .map(found -> Progress.of(found.build())));
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
