package dev.slipway.service.repository.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.image.ImageReference;
import dev.slipway.service.repository.DestinationDraft;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.Repository.Visibility;
import dev.slipway.service.repository.RepositoryDraft;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.SourceCredentials;
import dev.slipway.service.rule.web.RuleDocument;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A repository as the API reads it: everything may be missing until it is checked. */
@Schema(name = "RepositoryInput")
record RepositoryDocument(
    @Schema(description = "namespace/name", required = true) @Nullable String name,
    @Schema(description = "public or private. Default private") @Nullable String visibility,
    @Nullable String description,
    @Schema(required = true) @Nullable SourceDocument source,
    @Schema(description = "Where images go; without any, the embedded registry")
        @Nullable List<@Nullable DestinationDocument> destinations,
    @Nullable List<@Nullable RuleDocument> rules) {

  private static final int LONGEST = 1_000;
  private static final int LONGEST_KEY = 20_000;
  private static final int MOST_DESTINATIONS = 10;

  /** Where the code is. Its secrets are written, never read. */
  @Schema(name = "Source")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SourceDocument(
      @Schema(description = "github, bitbucket, bitbucket-server or git", required = true)
          @Nullable String provider,
      @Schema(description = "http(s):// or ssh:// or user@host:path", required = true)
          @Nullable String cloneUrl,
      @Nullable String username,
      @Schema(description = "Password or token. Left out of a PUT: as before; empty: none")
          @Nullable String password,
      @Schema(description = "OpenSSH private key, without a passphrase")
          @Nullable String sshPrivateKey,
      @Schema(description = "OpenSSH known_hosts lines; without: trust on first use")
          @Nullable String knownHosts) {

    SourceCredentials credentials() {
      return new SourceCredentials(
          bounded("source.username", username, LONGEST),
          bounded("source.password", password, LONGEST_KEY),
          bounded("source.sshPrivateKey", sshPrivateKey, LONGEST_KEY),
          bounded("source.knownHosts", knownHosts, LONGEST_KEY));
    }

    @Override
    public String toString() {
      return "SourceDocument[" + provider + "]";
    }
  }

  /** A registry to publish to. Its password is written, never read. */
  @Schema(name = "Destination")
  record DestinationDocument(
      @Schema(description = "host:port/namespace/name, without a tag", required = true)
          @Nullable String image,
      @Nullable String username,
      @Schema(description = "Left out of a PUT: as before; empty: none")
          @Nullable String password) {

    DestinationDraft toDraft(String at) {
      ImageReference reference = Fields.required(at + ".image", image, ImageReference::parse);
      if (reference.digest() != null || hasTag(String.valueOf(image))) {
        throw new InvalidInputException(
            at + ".image", "leave the tag out; the rules say which tags there are");
      }
      return new DestinationDraft(
          reference,
          Fields.nullable(at + ".username", username, LONGEST),
          bounded(at + ".password", password, LONGEST_KEY));
    }

    private static boolean hasTag(String image) {
      return image.lastIndexOf(':') > image.lastIndexOf('/');
    }

    @Override
    public String toString() {
      return "DestinationDocument[" + image + "]";
    }
  }

  /**
   * The repository that was written.
   *
   * @param knownRules the ids that its rules may have
   * @throws InvalidInputException for the first field at fault
   */
  RepositoryDraft toDraft(RepositoryName repositoryName, Set<String> knownRules) {
    SourceDocument given = source();
    if (given == null) {
      throw new InvalidInputException("source", "is required");
    }
    return new RepositoryDraft(
        repositoryName,
        Fields.optional(
            "visibility", visibility, Visibility.PRIVATE, RepositoryDocument::visibility),
        Fields.text("description", description, LONGEST),
        Fields.required("source.provider", given.provider(), GitProvider::parse),
        Fields.required("source.cloneUrl", given.cloneUrl(), GitUrl::parse),
        given.credentials(),
        destinationDrafts(),
        RuleDocument.toRules("rules", rules, knownRules));
  }

  private List<DestinationDraft> destinationDrafts() {
    List<@Nullable DestinationDocument> given = destinations == null ? List.of() : destinations;
    if (given.size() > MOST_DESTINATIONS) {
      throw new InvalidInputException(
          "destinations", "there are up to " + MOST_DESTINATIONS + ", not " + given.size());
    }
    DestinationDraft[] drafts = new DestinationDraft[given.size()];
    for (int i = 0; i < drafts.length; i++) {
      DestinationDocument destination = given.get(i);
      String at = "destinations[" + i + "]";
      if (destination == null) {
        throw new InvalidInputException(at, "a destination is a JSON object, not null");
      }
      drafts[i] = destination.toDraft(at);
    }
    return List.of(drafts);
  }

  private static Visibility visibility(String word) {
    for (Visibility visibility : Visibility.values()) {
      if (wireName(visibility).equals(word)) {
        return visibility;
      }
    }
    throw new IllegalArgumentException("must be \"public\" or \"private\", not \"" + word + "\"");
  }

  static String wireName(Repository.Visibility visibility) {
    return visibility.name().toLowerCase(Locale.ROOT);
  }

  /** Keeps the difference between missing and empty. */
  private static @Nullable String bounded(String field, @Nullable String text, int longest) {
    return text == null ? null : Fields.text(field, text, longest);
  }
}
