package dev.slipway.service.repository.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositorySettings;
import dev.slipway.service.rule.web.RuleDocument;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A repository as the API shows it. Of the source, the rules and the webhook, everybody sees only
 * what the policy lets them; they are left out else. Passwords and keys are never shown.
 */
@Schema(name = "Repository")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RepositoryView(
    UUID id,
    String name,
    String visibility,
    String description,
    String fullDescription,
    boolean fullDescriptionSync,
    boolean commitStatuses,
    boolean attestations,
    @Nullable SourceView source,
    List<DestinationView> destinations,
    @Nullable List<RuleDocument> rules,
    @Nullable HookView hook,
    Instant createdAt) {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SourceView")
  record SourceView(
      String provider,
      String cloneUrl,
      @Nullable String defaultBranch,
      @Nullable UUID linkedAccount,
      @Schema(description = "The public half of the key that was made here, in OpenSSH's form")
          @Nullable String deployKey,
      boolean submodules,
      boolean lfs) {

    static SourceView of(Repository repository, RepositorySettings settings) {
      return new SourceView(
          repository.provider().wireName(),
          repository.cloneUrl().toString(),
          repository.defaultBranch(),
          settings.linkedAccount(),
          settings.deployKey(),
          settings.submodules(),
          settings.lfs());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DestinationView(String image, @Nullable String username, boolean insecure) {}

  static RepositoryView of(
      Repository repository,
      RepositorySettings settings,
      boolean details,
      @Nullable HookView hook) {
    return new RepositoryView(
        repository.id(),
        repository.name().toString(),
        RepositoryDocument.wireName(repository.visibility()),
        repository.description(),
        settings.fullDescription(),
        settings.fullDescriptionSync(),
        settings.commitStatuses(),
        settings.attestations(),
        details ? SourceView.of(repository, settings) : null,
        repository.destinations().stream()
            .map(destination -> destination(destination, details))
            .toList(),
        details ? RuleDocument.listOf(repository.rules()) : null,
        hook,
        repository.createdAt());
  }

  private static DestinationView destination(Repository.Destination destination, boolean details) {
    return new DestinationView(
        destination.image(), details ? destination.username() : null, destination.insecure());
  }
}
