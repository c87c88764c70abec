package dev.slipway.service.repository.web;

import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryDraft;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.RepositorySettings;
import dev.slipway.service.source.ResolveSource;
import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.source.SourceWish;
import dev.slipway.service.web.Fields;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads documents into drafts, asking the Git host where they name one of its repositories. */
@ApplicationScoped
class RepositoryDrafts {

  private final Access access;
  private final ResolveSource sources;
  private final RepositorySettings.Store settings;

  RepositoryDrafts(Access access, ResolveSource sources, RepositorySettings.Store settings) {
    this.access = access;
    this.sources = sources;
    this.settings = settings;
  }

  /**
   * A new repository.
   *
   * @throws dev.slipway.service.web.InvalidInputException for the first field at fault
   * @throws SourceUnreachableException when the Git host can't be asked now
   */
  RepositoryDraft forNew(RepositoryDocument document) throws SourceUnreachableException {
    RepositoryName name = Fields.required("name", document.name(), RepositoryName::parse);
    access.namespace(name.namespace(), Action.CREATE_REPOSITORY);
    SourceWish wish = document.requiredSource().wish();
    return document.toDraft(name, Set.of(), sources.resolve(name, Optional.empty(), wish));
  }

  /** As above, for one that is there; the draft may have another name. */
  RepositoryDraft forChange(Repository before, RepositoryDocument document)
      throws SourceUnreachableException {
    RepositoryName name =
        Fields.optional("name", document.name(), before.name(), RepositoryName::parse);
    Set<String> rules = before.rules().stream().map(BuildRule::id).collect(Collectors.toSet());
    SourceWish.Present present =
        new SourceWish.Present(
            before.provider(), before.cloneUrl(), settings.of(before.id()).linkedAccount());
    SourceWish wish = document.requiredSource().wish();
    return document.toDraft(
        name, rules, sources.resolve(before.name(), Optional.of(present), wish));
  }
}
