package dev.slipway.service.repository.store;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.repository.RepositoryDraft;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.RepositoryOptions;
import dev.slipway.service.repository.RepositoryStore;
import dev.slipway.service.repository.Webhook;
import dev.slipway.service.web.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link RepositoryStore} in the database. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class RepositoryChanges implements RepositoryStore {

  private final RepositoryRows rows;
  private final DestinationRows destinations;
  private final RuleRows rules;
  private final WebhookRows hooks;
  private final SourceColumns source;
  private final Clock clock;

  RepositoryChanges(
      RepositoryRows rows,
      DestinationRows destinations,
      RuleRows rules,
      WebhookRows hooks,
      SourceColumns source,
      Clock clock) {
    this.rows = rows;
    this.destinations = destinations;
    this.rules = rules;
    this.hooks = hooks;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public UUID insert(RepositoryDraft draft, Webhook hook) {
    Instant now = clock.instant();
    lockNamespace(draft.name(), now);
    if (rows.byName(draft.name()).isPresent()) {
      throw new ConflictException("there is a repository \"" + draft.name() + "\" already");
    }
    RepositoryEntity row = new RepositoryEntity();
    row.id = UUID.randomUUID();
    row.namespace = draft.name().namespace();
    row.name = draft.name().name();
    row.createdAt = now;
    write(draft, row);
    rows.persistAndFlush(row);
    destinations.replace(row.id, draft.destinations());
    rules.replace(row.id, draft.rules());
    hooks.insert(row.id, hook, now);
    return row.id;
  }

  @Override
  public void update(UUID id, RepositoryDraft draft) {
    RepositoryEntity row = rows.lock(id);
    write(draft, row);
    rows.flush();
    destinations.replace(id, draft.destinations());
    rules.replace(id, draft.rules());
  }

  @Override
  public void lock(UUID id) {
    rows.lock(id);
  }

  @Override
  public void replaceRules(UUID id, List<BuildRule> newRules) {
    rows.lock(id).updatedAt = clock.instant();
    rows.flush();
    rules.replace(id, newRules);
  }

  @Override
  public void replaceHookSecret(UUID id, Webhook hook) {
    rows.lock(id);
    hooks.replaceSecret(id, hook);
  }

  @Override
  public void delete(UUID id) {
    rows.lock(id);
    rows.delete("id", id);
  }

  @Override
  public void replaceDeployKey(UUID id) {
    RepositoryEntity row = rows.lock(id);
    if (row.deployKey == null) {
      throw new ConflictException(
          "the source has no generated key; set \"deployKey\": true in its source first");
    }
    source.generateKey(row);
    row.updatedAt = clock.instant();
    rows.flush();
  }

  @Override
  public String hookId(UUID id) {
    return hooks.of(id).hookId;
  }

  @Override
  public Webhook hook(UUID id) {
    return hooks.opened(id);
  }

  /**
   * Makes two creations in one namespace wait for each other, so that one sees the other's name.
   */
  private void lockNamespace(RepositoryName name, Instant now) {
    rows.getEntityManager()
        .createNativeQuery(
            "insert into namespace (name, created_at) values (?1, ?2) on conflict (name) do update"
                + " set name = excluded.name")
        .setParameter(1, name.namespace())
        .setParameter(2, now)
        .executeUpdate();
  }

  private void write(RepositoryDraft draft, RepositoryEntity row) {
    boolean sameOrigin =
        row.cloneUrl != null
            && GitUrl.parse(row.cloneUrl).origin().equals(draft.cloneUrl().origin());
    row.visibility = draft.visibility().name().toLowerCase(Locale.ROOT);
    row.description = draft.description();
    row.provider = draft.provider().wireName();
    row.cloneUrl = draft.cloneUrl().toString();
    row.updatedAt = clock.instant();
    source.write(draft.credentials(), draft.options().deployKey(), row, sameOrigin);
    writeOptions(draft.options(), row);
  }

  private static void writeOptions(RepositoryOptions options, RepositoryEntity row) {
    row.linkedAccount = options.linkedAccount();
    if (options.defaultBranch() != null) {
      row.defaultBranch = options.defaultBranch();
    }
    row.submodules = given(options.submodules(), row.submodules);
    row.lfs = given(options.lfs(), row.lfs);
    row.fullDescription = given(options.fullDescription(), row.fullDescription);
    row.fullDescriptionSync = given(options.fullDescriptionSync(), row.fullDescriptionSync);
    row.commitStatuses = given(options.commitStatuses(), row.commitStatuses);
    row.attestations = given(options.attestations(), row.attestations);
  }

  private static <T> T given(@Nullable T wanted, T before) {
    return wanted == null ? before : wanted;
  }
}
