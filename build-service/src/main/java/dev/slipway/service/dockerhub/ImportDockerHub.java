package dev.slipway.service.dockerhub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.service.access.ForbiddenActionException;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.dockerhub.ImportReport.Note;
import dev.slipway.service.dockerhub.ImportReport.Outcome;
import dev.slipway.service.dockerhub.ImportReport.RepositoryResult;
import dev.slipway.service.repository.CreateRepository;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.RepositoryDraft;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.Webhook;
import dev.slipway.service.source.ResolveSource;
import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.source.SourceWish;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes repositories of Docker Hub's automated builds. Each is made whole or not at all, and none
 * keeps the others from being made.
 */
@ApplicationScoped
public class ImportDockerHub {

  private static final List<Note> ALWAYS =
      List.of(
          new Note(
              "hooks/",
              Outcome.DROPPED,
              "scripts in the repository's hooks folder (pre_build, build, post_push, …) aren't"
                  + " run; build arguments come from the rule, several tags from the rule's comma"
                  + " list, and what runs after a push from notifications"),
          new Note(
              "triggers",
              Outcome.DROPPED,
              "trigger URLs hold a secret that Docker Hub doesn't tell; make new ones with POST"
                  + " /api/v1/repositories/{namespace}/{name}/triggers: same path, bodies and"
                  + " answers"));

  private final CreateRepository create;
  private final Repositories repositories;
  private final ResolveSource sources;

  ImportDockerHub(CreateRepository create, Repositories repositories, ResolveSource sources) {
    this.create = create;
    this.repositories = repositories;
    this.sources = sources;
  }

  /**
   * Imports.
   *
   * @param exported what Docker Hub's API returned
   * @throws InvalidInputException when that can't be understood; then nothing was made
   */
  public ImportReport run(ImportOptions options, JsonNode exported) {
    List<Autobuild> autobuilds = ReadExport.read("sources", exported);
    Set<RepositoryName> names = new HashSet<>();
    List<RepositoryResult> results = new ArrayList<>();
    for (Autobuild autobuild : autobuilds) {
      results.add(one(autobuild, options, names));
    }
    return new ImportReport(options.dryRun(), results, ALWAYS);
  }

  private RepositoryResult one(
      Autobuild autobuild, ImportOptions options, Set<RepositoryName> names) {
    CarryRepository carry = new CarryRepository(autobuild, options);
    try {
      RepositoryDraft plain = carry.draft();
      if (!names.add(plain.name())) {
        throw new ConflictException("this request has \"" + plain.name() + "\" twice");
      }
      check(plain);
      RepositoryDraft draft = linked(plain, options);
      Webhook made = options.dryRun() ? null : create.create(draft).hook();
      return result(autobuild, carry, draft, made, null);
    } catch (InvalidInputException e) {
      return refused(autobuild, carry, e.field() + ": " + e.getMessage());
    } catch (NoSuchThingException e) {
      return refused(
          autobuild,
          carry,
          e.getMessage() + "; make the organization first, or name another in \"namespaces\"");
    } catch (IllegalArgumentException
        | ConflictException
        | ForbiddenActionException
        | SourceUnreachableException e) {
      return refused(autobuild, carry, String.valueOf(e.getMessage()));
    }
  }

  private void check(RepositoryDraft draft) {
    create.rehearse(draft);
    if (repositories.byName(draft.name()).isPresent()) {
      throw new ConflictException("there is a repository \"" + draft.name() + "\" already");
    }
  }

  /** The same repository, read with the linked account if one was named. */
  private RepositoryDraft linked(RepositoryDraft draft, ImportOptions options)
      throws SourceUnreachableException {
    UUID account = options.linkedAccount();
    if (account == null) {
      return draft;
    }
    SourceWish wish =
        new SourceWish(draft.provider(), draft.cloneUrl(), account, false, null, null);
    return draft.from(sources.resolve(draft.name(), Optional.empty(), wish));
  }

  private static RepositoryResult refused(Autobuild autobuild, CarryRepository carry, String why) {
    return result(autobuild, carry, null, null, why);
  }

  private static RepositoryResult result(
      Autobuild autobuild,
      CarryRepository carry,
      @Nullable RepositoryDraft draft,
      @Nullable Webhook made,
      @Nullable String refusal) {
    return new RepositoryResult(
        autobuild.at(), autobuild.image(), draft, made, refusal, carry.rules(), carry.notes());
  }
}
