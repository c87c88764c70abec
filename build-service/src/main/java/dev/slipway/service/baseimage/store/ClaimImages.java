package dev.slipway.service.baseimage.store;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.baseimage.BaseImageSettings;
import dev.slipway.service.baseimage.WatchedImages.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes images to look at, registry by registry: whoever holds a registry's row counts for it, and
 * what another service holds is left to it.
 */
@ApplicationScoped
class ClaimImages {

  /** Longer than any look takes, with all its calls. */
  private static final Duration CLAIM = Duration.ofMinutes(3);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int REGISTRIES = 50;

  private static final String DUE =
      """
       w.registry is not null and w.next_look_at <= :now
       and (w.looking_until is null or w.looking_until <= :now)
       and exists (select 1 from followed_use u where u.reference = w.reference)
      """;
  private static final String DUE_REGISTRIES =
      "select w.registry from watched_image w left join registry_pace p on p.registry = w.registry"
          + " where (p.paused_until is null or p.paused_until <= :now) and"
          + DUE
          + " group by w.registry order by min(w.next_look_at) limit :limit";
  private static final String ADD_PACE =
      "insert into registry_pace (registry, minute) values (:registry, :now) on conflict do nothing";
  private static final String LOCK_PACE =
      """
      select case when p.minute > :minuteAgo and p.minute <= :now then p.looks else 0 end as looks,
             p.minute > :minuteAgo and p.minute <= :now as counting,
             (select count(*) from watched_image w
               where w.registry = p.registry and w.looking_until > :now) as looking
        from registry_pace p
       where p.registry = :registry and (p.paused_until is null or p.paused_until <= :now)
         for update of p skip locked
      """;
  private static final String TAKE =
      """
      update watched_image i set looking_since = :now, looking_until = :until
       where i.reference in
             (select w.reference from watched_image w where w.registry = :registry and"""
          + DUE
          + """
               order by w.next_look_at limit :limit for update of w skip locked)
      returning i.reference as reference, i.failures as failures, i.digest as digest
      """;
  private static final String COUNT =
      """
      update registry_pace
         set looks = :looks, minute = case when :counting then minute else :now end
       where registry = :registry
      """;

  private final EntityManager entityManager;
  private final BaseImageSettings settings;

  ClaimImages(EntityManager entityManager, BaseImageSettings settings) {
    this.entityManager = entityManager;
    this.settings = settings;
  }

  List<Claim> claim(Instant now, int limit) {
    List<?> registries =
        entityManager
            .createNativeQuery(DUE_REGISTRIES, String.class)
            .setParameter("now", now)
            .setParameter("limit", REGISTRIES)
            .getResultList();
    List<Claim> claims = new ArrayList<>();
    for (Object registry : registries) {
      if (claims.size() < limit) {
        claims.addAll(claim((String) registry, now, limit - claims.size()));
      }
    }
    return claims;
  }

  private List<Claim> claim(String registry, Instant now, int limit) {
    entityManager
        .createNativeQuery(ADD_PACE)
        .setParameter("registry", registry)
        .setParameter("now", now)
        .executeUpdate();
    List<?> pace =
        entityManager
            .createNativeQuery(LOCK_PACE, Tuple.class)
            .setParameter("registry", registry)
            .setParameter("now", now)
            .setParameter("minuteAgo", now.minus(MINUTE))
            .getResultList();
    return pace.isEmpty() ? List.of() : take(registry, (Tuple) pace.get(0), now, limit);
  }

  private List<Claim> take(String registry, Tuple pace, Instant now, int limit) {
    int looks = pace.get("looks", Number.class).intValue();
    int looking = pace.get("looking", Number.class).intValue();
    int allowed =
        Math.min(limit, Math.min(settings.looksPerMinute() - looks, settings.atOnce() - looking));
    if (allowed <= 0) {
      return List.of();
    }
    List<?> rows =
        entityManager
            .createNativeQuery(TAKE, Tuple.class)
            .setParameter("registry", registry)
            .setParameter("now", now)
            .setParameter("until", now.plus(CLAIM))
            .setParameter("limit", allowed)
            .getResultList();
    entityManager
        .createNativeQuery(COUNT)
        .setParameter("looks", looks + rows.size())
        .setParameter("counting", pace.get("counting", Boolean.class))
        .setParameter("now", now)
        .setParameter("registry", registry)
        .executeUpdate();
    return rows.stream().map(row -> claim((Tuple) row, now)).toList();
  }

  private static Claim claim(Tuple row, Instant now) {
    return new Claim(
        ImageReference.parse(row.get("reference", String.class)),
        now,
        row.get("failures", Number.class).intValue(),
        row.get("digest", String.class));
  }
}
