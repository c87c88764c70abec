package dev.slipway.service.baseimage.store;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.service.baseimage.BaseImageSettings;
import dev.slipway.service.baseimage.BaseImages;
import dev.slipway.service.baseimage.RuleRef;
import dev.slipway.service.baseimage.UsedImage;
import dev.slipway.service.build.Build;
import dev.slipway.service.repository.RepositoryName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The tables {@code build_base_image} and {@code base_image_use}. */
@ApplicationScoped
class SqlBaseImages implements BaseImages {

  private static final String RECORD =
      """
      insert into build_base_image (build_id, position, reference, digest)
      values (:build, :position, :reference, :digest) on conflict do nothing
      """;
  private static final String RECORDED =
      """
      select reference as reference, digest as digest from build_base_image
       where build_id = :build order by position
      """;
  private static final String LATER_SUCCESS =
      """
      select cast(id as text) from build
       where repository_id = :repository and rule_id = :rule and ref_type = :type and ref_name = :ref
         and state = 'success' and sequence > :sequence
       limit 1
      """;
  private static final String DROP_USED =
      "delete from base_image_use where not linked and " + RuleRefs.IS_OF;
  private static final String USE =
      """
      insert into base_image_use
        (repository_id, rule_id, ref_type, ref_name, reference, linked, digest, build_id, began_at)
      values (:repository, :rule, :type, :ref, :reference, false, :digest, :build, :began)
      on conflict (repository_id, rule_id, ref_type, ref_name, reference)
      do update set linked = false, digest = excluded.digest, build_id = excluded.build_id,
                    began_at = excluded.began_at, asked_digest = null, note = null
      """;

  /** A build that began before a linked image changed stands on what it was before. */
  private static final String USE_LINKED =
      """
      insert into base_image_use as u
        (repository_id, rule_id, ref_type, ref_name, reference, linked, digest, build_id, began_at)
      select distinct on (l.reference) l.repository_id, cast(:rule as uuid), :type, :ref, l.reference,
             true, w.digest, cast(:build as uuid), cast(:began as timestamptz)
        from repository_link l join watched_image w on w.reference = l.reference
       where l.repository_id = :repository and (l.rule_id is null or l.rule_id = :rule)
         and not exists (select 1 from base_image_use o
                          where o.repository_id = :repository and o.rule_id = :rule
                            and o.ref_type = :type and o.ref_name = :ref
                            and o.reference = l.reference and not o.linked)
      on conflict (repository_id, rule_id, ref_type, ref_name, reference)
      do update set build_id = excluded.build_id, began_at = excluded.began_at,
                    asked_digest = null, note = null,
                    digest = case when exists (select 1 from watched_image w
                                                where w.reference = excluded.reference
                                                  and w.digest_since > excluded.began_at)
                                  then u.digest else excluded.digest end
      """;

  private static final String PUBLISHED =
      """
      update watched_image set digest = :digest, digest_since = :now, looked_at = :now
       where parent_id = :repository
         and :digest is distinct from
             (select b.digest from build b
               where b.repository_id = :repository and b.rule_id = :rule
                 and b.ref_type = :type and b.ref_name = :ref
                 and b.state = 'success' and b.sequence < :sequence
               order by b.sequence desc limit 1)
      """;

  /** Locked in order, so that no two hints wait for each other. */
  private static final String HINT =
      """
      update watched_image w
         set hinted_at = :now,
             next_look_at = least(w.next_look_at, greatest(:now, coalesce(w.looked_at + :gap * interval '1 ms', :now)))
        from (select reference from watched_image
               where reference in (:references) and registry is not null
               order by reference for update) hinted
       where w.reference = hinted.reference
      """;

  private final EntityManager entityManager;
  private final WatchedRows watched;
  private final Forgetting forgetting;
  private final BaseImageSettings settings;

  SqlBaseImages(
      EntityManager entityManager,
      WatchedRows watched,
      Forgetting forgetting,
      BaseImageSettings settings) {
    this.entityManager = entityManager;
    this.watched = watched;
    this.forgetting = forgetting;
    this.settings = settings;
  }

  @Override
  public void record(UUID buildId, List<UsedImage> used) {
    for (int position = 0; position < used.size(); position++) {
      entityManager
          .createNativeQuery(RECORD)
          .setParameter("build", buildId)
          .setParameter("position", position)
          .setParameter("reference", used.get(position).reference().toString())
          .setParameter("digest", used.get(position).digest().value())
          .executeUpdate();
    }
  }

  @Override
  public List<UsedImage> usedBy(UUID buildId) {
    List<?> rows =
        entityManager
            .createNativeQuery(RECORDED, Tuple.class)
            .setParameter("build", buildId)
            .getResultList();
    return rows.stream().map(Tuple.class::cast).map(SqlBaseImages::used).toList();
  }

  @Override
  public boolean isOvertaken(Build build) {
    return !of(build, entityManager.createNativeQuery(LATER_SUCCESS, String.class))
        .setParameter("sequence", build.sequence())
        .getResultList()
        .isEmpty();
  }

  @Override
  public void standOn(Build build, List<UsedImage> used, Instant began) {
    of(build, entityManager.createNativeQuery(DROP_USED)).executeUpdate();
    for (UsedImage image : used) {
      watched.add(image.reference());
      of(build, entityManager.createNativeQuery(USE))
          .setParameter("reference", image.reference().toString())
          .setParameter("digest", image.digest().value())
          .setParameter("build", build.id())
          .setParameter("began", began)
          .executeUpdate();
    }
    of(build, entityManager.createNativeQuery(USE_LINKED))
        .setParameter("build", build.id())
        .setParameter("began", began)
        .executeUpdate();
  }

  @Override
  public void published(Build build, String digest, Instant now) {
    of(build, entityManager.createNativeQuery(PUBLISHED))
        .setParameter("sequence", build.sequence())
        .setParameter("digest", digest)
        .setParameter("now", now)
        .executeUpdate();
  }

  @Override
  public void watch(ImageReference image) {
    watched.add(image);
  }

  @Override
  public void watch(RepositoryName name, UUID repositoryId) {
    watched.addParent(name.toString(), repositoryId);
  }

  @Override
  public void hint(Collection<String> references, Instant now) {
    if (!references.isEmpty()) {
      entityManager
          .createNativeQuery(HINT)
          .setParameter("now", now)
          .setParameter("gap", settings.hintGap().toMillis())
          .setParameter("references", references)
          .executeUpdate();
    }
  }

  @Override
  public void forget() {
    forgetting.run();
  }

  private static Query of(Build build, Query query) {
    return RuleRefs.bind(RuleRef.of(build), query);
  }

  private static UsedImage used(Tuple row) {
    return new UsedImage(
        ImageReference.parse(row.get("reference", String.class)),
        new Digest(row.get("digest", String.class)));
  }
}
