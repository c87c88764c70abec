package dev.slipway.service.dockerhub.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.service.dockerhub.ImportOptions;
import dev.slipway.service.dockerhub.ImportOptions.HubLogin;
import dev.slipway.service.repository.Repository.Visibility;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What to import from Docker Hub, as the API reads it. */
@Schema(name = "DockerHubImport")
record ImportDocument(
    @Schema(description = "Makes nothing, and answers what would be made. Default false")
        @Nullable Boolean dryRun,
    @Schema(description = "Docker Hub's namespaces to yours; one that isn't named keeps its name")
        @Nullable Map<String, @Nullable String> namespaces,
    @Schema(description = "public or private, for all; left out: as Docker Hub tells, else private")
        @Nullable String visibility,
    @Schema(description = "Id of the account at the Git host that reads the sources")
        @Nullable String linkedAccount,
    @Schema(description = "To go on publishing to Docker Hub; left out: to the embedded registry")
        @Nullable HubLoginDocument dockerHub,
    @Schema(
            type = SchemaType.OBJECT,
            description =
                "What Docker Hub's API returned: an object, a list of them, or its envelope with"
                    + " \"objects\". Sources of /api/build/v1/source/ with their build_settings (or"
                    + " with the objects of /api/build/v1/setting/ beside them), or the older"
                    + " /v2/repositories/…/autobuild/ with build_tags",
            required = true)
        @Nullable JsonNode sources) {

  private static final int LONGEST = 1_000;
  private static final int MOST = 200;

  /** How to sign in to Docker Hub for pushing. It is written, never read. */
  @Schema(name = "DockerHubLogin")
  record HubLoginDocument(
      @Schema(required = true) @Nullable String username,
      @Schema(description = "A password or, better, an access token", required = true)
          @Nullable String password) {

    HubLogin toLogin() {
      return new HubLogin(
          Fields.required(
              "dockerHub.username", Fields.text("dockerHub.username", username, LONGEST), t -> t),
          Fields.required(
              "dockerHub.password", Fields.text("dockerHub.password", password, LONGEST), t -> t));
    }

    @Override
    public String toString() {
      return "HubLoginDocument[" + username + "]";
    }
  }

  /** What Docker Hub returned, which has to be there. */
  JsonNode requiredSources() {
    if (sources == null || sources.isNull() || !sources.isContainerNode()) {
      throw new InvalidInputException(
          "sources", "is required: the JSON that Docker Hub's API returned");
    }
    return sources;
  }

  ImportOptions toOptions() {
    return new ImportOptions(
        Boolean.TRUE.equals(dryRun),
        namespaceMap(),
        visibility == null
            ? Optional.empty()
            : Optional.of(Fields.required("visibility", visibility, ImportDocument::visibility)),
        linkedAccount == null
            ? null
            : Fields.required("linkedAccount", linkedAccount, ImportDocument::id),
        dockerHub == null ? null : dockerHub.toLogin());
  }

  private Map<String, String> namespaceMap() {
    Map<String, String> checked = new LinkedHashMap<>();
    if (namespaces == null) {
      return checked;
    }
    if (namespaces.size() > MOST) {
      throw new InvalidInputException("namespaces", "has up to " + MOST + " entries");
    }
    namespaces.forEach(
        (there, here) ->
            checked.put(
                there,
                Fields.required(
                    "namespaces." + there,
                    here,
                    text -> new RepositoryName(text, "x").namespace())));
    return checked;
  }

  private static Visibility visibility(String word) {
    return switch (word) {
      case "public" -> Visibility.PUBLIC;
      case "private" -> Visibility.PRIVATE;
      default ->
          throw new IllegalArgumentException(
              "must be \"public\" or \"private\", not \"" + word + "\"");
    };
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is the id of a linked account, a UUID", e);
    }
  }
}
