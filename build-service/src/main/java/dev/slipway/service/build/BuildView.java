package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import dev.slipway.service.repository.RepositoryName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A build as REST and pages show it.
 *
 * @param id the build
 * @param sequence grows in the order of admission
 * @param repository {@code namespace/name}
 * @param rule the rule's id
 * @param type branch or tag
 * @param ref the short name
 * @param commit what is built; null while the ref's tip isn't known
 * @param commitMessage its message as far as known
 * @param tags the image's tags
 * @param state the state's name, lower case
 * @param reason what it waits for, does, or how it ended
 * @param digest the image, null when none was published
 * @param engine what built it, as far as known
 * @param attempt from 1
 * @param cause webhook, replay, manual, trigger, schedule, base_image or reconciled
 * @param causedBy whose doing, null when nobody was named
 * @param causeDetail what exactly, such as a trigger's name or a base image's change
 * @param published full references that were written; of a build that failed, those that it had
 *     written until then
 * @param pullCommand how to get the image, null when none was published
 * @param imageSize bytes of config and compressed layers, 0 when none was published
 * @param reusedFrom the build whose image was tagged, because its inputs were the same; null when
 *     the image was built
 * @param createdAt when it was admitted
 * @param startedAt when the attempt was claimed
 * @param finishedAt when it ended
 * @param links paths of what can be asked of it
 */
public record BuildView(
    UUID id,
    long sequence,
    String repository,
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
    @Nullable String pullCommand,
    long imageSize,
    @Nullable UUID reusedFrom,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Map<String, String> links) {

  /** A build of a repository with this name. */
  public static BuildView of(Build build, RepositoryName repository) {
    PublishedImage image =
        build.state() instanceof BuildState.Final ended ? ended.published().orElse(null) : null;
    CommitSha commit = build.commit();
    return new BuildView(
        build.id(),
        build.sequence(),
        repository.toString(),
        build.plan().ruleId(),
        build.plan().ref().type().wireName(),
        build.plan().ref().name(),
        commit == null ? null : commit.value(),
        build.commitMessage(),
        build.plan().tags(),
        build.state().phase().wireName(),
        build.state().reason(),
        image == null ? null : image.digest().value(),
        engine(build.state()),
        build.state().attempt(),
        build.cause().kind().wireName(),
        build.cause().by(),
        build.cause().detail(),
        image == null ? List.of() : image.references(),
        image == null || image.references().isEmpty()
            ? null
            : "docker pull " + image.references().get(0),
        image == null ? 0 : image.size(),
        image == null ? null : image.reusedFrom(),
        build.createdAt(),
        startedAt(build.state()),
        build.state() instanceof BuildState.Final over ? over.finishedAt() : null,
        BuildLinks.of(repository, build.id(), image));
  }

  /** Whether nothing can follow. */
  public boolean over() {
    return BuildPhase.parse(state).isFinal();
  }

  /** The commit's first digits, or a word for "the tip". */
  public String shortCommit() {
    return commit == null ? "tip" : new CommitSha(commit).abbreviated();
  }

  /** The first line of the commit's message, empty when it isn't known. */
  public String commitTitle() {
    return commitMessage == null ? "" : commitMessage.lines().findFirst().orElse("");
  }

  /** How long the last attempt took, such as {@code 1 m 3 s}; empty while it isn't over. */
  public String duration() {
    if (startedAt == null || finishedAt == null) {
      return "";
    }
    Duration took = Duration.between(startedAt, finishedAt);
    return took.toMinutes() > 0
        ? took.toMinutes() + " m " + took.toSecondsPart() + " s"
        : took.toSeconds() + "." + took.toMillisPart() / 100 + " s";
  }

  private static @Nullable String engine(BuildState state) {
    if (state instanceof BuildState.Success success) {
      return success.image().engine();
    }
    return state instanceof BuildState.Unsuccessful unsuccessful ? unsuccessful.engine() : null;
  }

  private static @Nullable Instant startedAt(BuildState state) {
    if (state instanceof BuildState.Running running) {
      return running.lease().startedAt();
    }
    if (state instanceof BuildState.Success success) {
      return success.startedAt();
    }
    return state instanceof BuildState.Unsuccessful unsuccessful ? unsuccessful.startedAt() : null;
  }
}
