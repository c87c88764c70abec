package dev.slipway.service.baseimage.store;

import dev.slipway.service.baseimage.ImageRegistry.Answer;
import dev.slipway.service.baseimage.WatchedImages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code watched_image}. */
@ApplicationScoped
@Transactional
class SqlWatchedImages implements WatchedImages {

  /** In every update: fenced by the claim, and a hint that came meanwhile brings the next look. */
  private static final String ENDED =
      """
       looked_at = :now, looking_since = null, looking_until = null,
       next_look_at = case when hinted_at > looking_since then cast(:now as timestamptz)
                            else cast(:next as timestamptz) end
       where reference = :reference and looking_since = :since
      """;

  private static final String PRESENT =
      """
      update watched_image
         set digest_since = case when digest = :digest then digest_since else :now end,
             digest = :digest, error = null, failures = 0,
      """
          + ENDED;
  private static final String FAILED =
      "update watched_image set error = :error, failures = failures + 1, " + ENDED;
  private static final String TOO_MANY = "update watched_image set error = :error, " + ENDED;

  /** What a link's image was before the first look isn't known; so it is what it is now. */
  private static final String BASELINE =
      "update base_image_use set digest = :digest where reference = :reference and digest is null";

  private static final String PAUSE =
      """
      insert into registry_pace (registry, minute, looks, paused_until)
      values (:registry, :until, 0, :until)
      on conflict (registry) do update
         set paused_until = greatest(registry_pace.paused_until, excluded.paused_until)
      """;
  private static final String FOLLOWERS =
      """
      select u.repository_id from followed_use u where u.reference = :reference
       group by u.repository_id order by min(u.began_at) limit :limit
      """;

  private final EntityManager entityManager;
  private final ClaimImages claims;

  SqlWatchedImages(EntityManager entityManager, ClaimImages claims) {
    this.entityManager = entityManager;
    this.claims = claims;
  }

  @Override
  public List<Claim> claim(Instant now, int limit) {
    // The database keeps microseconds, and the claim is told from others by this time.
    return claims.claim(now.truncatedTo(ChronoUnit.MICROS), limit);
  }

  @Override
  public void looked(Claim claim, Answer answer, Instant now, Instant next) {
    if (answer instanceof Answer.Present present) {
      String digest = present.digest().value();
      Query seen = entityManager.createNativeQuery(PRESENT).setParameter("digest", digest);
      if (end(claim, seen, now, next) && claim.lastDigest() == null) {
        entityManager
            .createNativeQuery(BASELINE)
            .setParameter("digest", digest)
            .setParameter("reference", claim.image().toString())
            .executeUpdate();
      }
    } else {
      String sql = answer instanceof Answer.Failed ? FAILED : TOO_MANY;
      Query failed = entityManager.createNativeQuery(sql).setParameter("error", error(answer));
      boolean unused = end(claim, failed, now, next);
    }
  }

  @Override
  public void pause(String registry, Instant until) {
    entityManager
        .createNativeQuery(PAUSE)
        .setParameter("registry", registry)
        .setParameter("until", until)
        .executeUpdate();
  }

  @Override
  public List<UUID> followers(String reference, int limit) {
    List<?> ids =
        entityManager
            .createNativeQuery(FOLLOWERS, UUID.class)
            .setParameter("reference", reference)
            .setParameter("limit", limit)
            .getResultList();
    return ids.stream().map(UUID.class::cast).toList();
  }

  private static boolean end(Claim claim, Query query, Instant now, Instant next) {
    return query
            .setParameter("reference", claim.image().toString())
            .setParameter("since", claim.since())
            .setParameter("now", now)
            .setParameter("next", next)
            .executeUpdate()
        == 1;
  }

  private static @Nullable String error(Answer answer) {
    if (answer instanceof Answer.Failed failed) {
      return failed.reason();
    }
    return answer instanceof Answer.TooMany tooMany ? tooMany.reason() : null;
  }
}
