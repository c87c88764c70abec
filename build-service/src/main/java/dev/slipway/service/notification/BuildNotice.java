package dev.slipway.service.notification;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.repository.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a build, as it was then. It is what a webhook's body has as {@code
 * data}, and what every other form is made from.
 *
 * @param build the build; null in a test
 * @param repository whose
 * @param links full URLs
 */
@JsonPropertyOrder({"build", "repository", "links"})
public record BuildNotice(@Nullable BuildFacts build, RepositoryFacts repository, Links links) {

  private static final int LONGEST_TEXT = 4_000;

  /** What is told of a build. */
  public static BuildNotice of(BuildView build, Repository repository, Links links) {
    return new BuildNotice(BuildFacts.of(build), RepositoryFacts.of(repository), links);
  }

  /** What is told to try whether it arrives. */
  public static BuildNotice test(Repository repository, Links links) {
    return new BuildNotice(null, RepositoryFacts.of(repository), links);
  }

  /**
   * The build. The names and values are those of {@code GET /api/v1/builds/{id}}.
   *
   * @param state queued, building, success, failed, error, canceled, timed_out or expired
   * @param reason what it waits for, or how it ended
   */
  public record BuildFacts(
      UUID id,
      long sequence,
      UUID rule,
      String type,
      String ref,
      @Nullable String commit,
      @Nullable String commitMessage,
      List<String> tags,
      String state,
      String reason,
      @Nullable String digest,
      @Nullable String engine,
      int attempt,
      String cause,
      @Nullable String causedBy,
      @Nullable String causeDetail,
      List<String> published,
      long imageSize,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {

    public BuildFacts {
      tags = List.copyOf(tags);
      published = List.copyOf(published);
    }

    private static BuildFacts of(BuildView build) {
      return new BuildFacts(
          build.id(),
          build.sequence(),
          build.rule(),
          build.type(),
          build.ref(),
          build.commit(),
          build.commitMessage() == null ? null : shortened(build.commitMessage()),
          build.tags(),
          build.state(),
          shortened(build.reason()),
          build.digest(),
          build.engine(),
          build.attempt(),
          build.cause(),
          build.causedBy(),
          build.causeDetail(),
          build.published(),
          build.imageSize(),
          build.createdAt(),
          build.startedAt(),
          build.finishedAt());
    }
  }

  /**
   * The repository.
   *
   * @param name {@code namespace/name}
   * @param visibility public or private
   */
  public record RepositoryFacts(
      UUID id,
      String name,
      String visibility,
      String description,
      String cloneUrl,
      Instant createdAt) {

    private static RepositoryFacts of(Repository repository) {
      return new RepositoryFacts(
          repository.id(),
          repository.name().toString(),
          repository.visibility().name().toLowerCase(Locale.ROOT),
          repository.description(),
          repository.cloneUrl().toString(),
          repository.createdAt());
    }
  }

  /**
   * Where more is found, as full URLs.
   *
   * @param page the build's page, or the repository's in a test
   * @param api the same over REST
   * @param log the build's log as text; null in a test
   */
  public record Links(String page, String api, @Nullable String log) {}

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
  }
}
