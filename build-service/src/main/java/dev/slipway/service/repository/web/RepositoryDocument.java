package dev.slipway.service.repository.web;

import dev.slipway.service.repository.DestinationDraft;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.Repository.Visibility;
import dev.slipway.service.repository.RepositoryDraft;
import dev.slipway.service.repository.RepositoryLimits;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.RepositoryOptions;
import dev.slipway.service.rule.web.RuleDocument;
import dev.slipway.service.source.SourceWish;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A repository as the API reads it: everything may be missing until it is checked. */
@Schema(name = "RepositoryInput")
record RepositoryDocument(
    @Schema(description = "namespace/name", required = true) @Nullable String name,
    @Schema(description = "public or private. Default private") @Nullable String visibility,
    @Schema(description = "One paragraph. Default: none, or as a linked account's host has it")
        @Nullable String description,
    @Schema(
            description =
                "Markdown, up to 25,000 characters. Left out of a PUT: as before; while"
                    + " fullDescriptionSync is on, the README of the next build replaces it")
        @Nullable String fullDescription,
    @Schema(
            description =
                "Whether the full description follows the README, with each successful build of"
                    + " the default branch. Left out of a PUT: as before; default true")
        @Nullable Boolean fullDescriptionSync,
    @Schema(
            description =
                "Whether builds are shown at the commit, with a linked account. Left out of a PUT:"
                    + " as before; default true")
        @Nullable Boolean commitStatuses,
    @Schema(
            description =
                "Whether SBOM and provenance are attached to images. Left out of a PUT: as before;"
                    + " default true")
        @Nullable Boolean attestations,
    @Schema(required = true) @Nullable SourceDocument source,
    @Schema(description = "Where images go; without any, the embedded registry")
        @Nullable List<@Nullable DestinationDocument> destinations,
    @Nullable List<@Nullable RuleDocument> rules) {

  private static final int MOST_DESTINATIONS = 10;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  /**
   * The repository that was written.
   *
   * @param knownRules the ids that its rules may have
   * @param found where its code is
   * @throws InvalidInputException for the first field at fault
   */
  RepositoryDraft toDraft(
      RepositoryName repositoryName, Set<String> knownRules, SourceWish.Resolved found) {
    SourceDocument given = requiredSource();
    return new RepositoryDraft(
        repositoryName,
        Fields.optional(
            "visibility", visibility, Visibility.PRIVATE, RepositoryDocument::visibility),
        description(found),
        found.provider(),
        found.cloneUrl(),
        given.credentials(),
        destinationDrafts(),
        RuleDocument.toRules("rules", rules, knownRules),
        options(given, found));
  }

  /** The source, which has to be there. */
  SourceDocument requiredSource() {
    if (source == null) {
      throw new InvalidInputException("source", "is required");
    }
    return source;
  }

  private String description(SourceWish.Resolved found) {
    if (description != null) {
      return Fields.text("description", description, RepositoryLimits.TEXT);
    }
    // What the host has is taken as far as it goes, and never a reason to refuse the rest.
    String line = CONTROL.matcher(found.description()).replaceAll(" ").strip();
    return line.length() > RepositoryLimits.TEXT ? line.substring(0, RepositoryLimits.TEXT) : line;
  }

  private RepositoryOptions options(SourceDocument given, SourceWish.Resolved found) {
    return new RepositoryOptions(
        found.account(),
        found.defaultBranch(),
        given.deployKeyFor(found.cloneUrl()),
        given.submodules(),
        given.lfs(),
        fullDescription == null
            ? null
            : Fields.text("fullDescription", fullDescription, RepositoryLimits.FULL_DESCRIPTION),
        fullDescriptionSync,
        commitStatuses,
        attestations);
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
}
