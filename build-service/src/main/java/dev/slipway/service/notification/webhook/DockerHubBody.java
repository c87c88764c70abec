package dev.slipway.service.notification.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.service.notification.BuildNotice;
import dev.slipway.service.notification.BuildNotice.BuildFacts;
import dev.slipway.service.notification.BuildNotice.RepositoryFacts;
import dev.slipway.service.notification.Notification;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The body of Docker Hub's own webhooks, as docs.docker.com has it under "Webhooks", without {@code
 * callback_url}: nothing is awaited from the receiver. What Slipway has nothing for is as Docker
 * Hub has it of a new repository.
 */
record DockerHubBody(@JsonProperty("push_data") PushData pushData, HubRepository repository) {

  private static final String NOBODY = "slipway";

  static DockerHubBody of(Notification notification) {
    BuildNotice notice = notification.content().notice();
    return new DockerHubBody(
        PushData.of(notification, Optional.ofNullable(notice.build())),
        HubRepository.of(notice.repository(), notice.links().page()));
  }

  /** {@code pushed_at} in seconds since 1970. */
  record PushData(
      List<String> images, @JsonProperty("pushed_at") long pushedAt, String pusher, String tag) {

    private static PushData of(Notification notification, Optional<BuildFacts> build) {
      Instant pushedAt = build.map(BuildFacts::finishedAt).orElse(notification.createdAt());
      return new PushData(
          List.of(),
          pushedAt.getEpochSecond(),
          build.map(BuildFacts::causedBy).orElse(NOBODY),
          String.valueOf(notification.content().tag()));
    }
  }

  /** {@code date_created} in seconds since 1970. */
  record HubRepository(
      @JsonProperty("comment_count") int commentCount,
      @JsonProperty("date_created") long dateCreated,
      String description,
      String dockerfile,
      @JsonProperty("full_description") String fullDescription,
      @JsonProperty("is_official") boolean official,
      @JsonProperty("is_private") boolean secluded,
      @JsonProperty("is_trusted") boolean trusted,
      String name,
      String namespace,
      String owner,
      @JsonProperty("repo_name") String repoName,
      @JsonProperty("repo_url") String repoUrl,
      @JsonProperty("star_count") int starCount,
      String status) {

    private static HubRepository of(RepositoryFacts repository, String url) {
      String[] parts = repository.name().split("/", 2);
      return new HubRepository(
          0,
          repository.createdAt().getEpochSecond(),
          repository.description(),
          "",
          "",
          false,
          repository.visibility().equals("private"),
          true,
          parts[1],
          parts[0],
          parts[0],
          repository.name(),
          url,
          0,
          "Active");
    }
  }
}
