package dev.slipway.service.baseimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.service.TestStack;
import dev.slipway.service.baseimage.ImageRegistry.Answer;
import dev.slipway.service.baseimage.WatchedImages.Claim;
import dev.slipway.service.build.Builds;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything here is rolled back, so that the service's own looks don't come between. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(RegistryStack.class)
class ClaimLimitsTest {

  private static final Digest DIGEST = Digest.of(new byte[] {1});

  @Inject World world;
  @Inject Bases bases;
  @Inject Builds builds;
  @Inject BaseImages images;
  @Inject WatchedImages watched;
  @Inject BaseImageSettings settings;
  @Inject EntityManager entityManager;

  private final String registry = "r" + UUID.randomUUID() + ".example";
  private Instant then = Instant.EPOCH;

  @BeforeEach
  void manyImagesOfARegistry() {
    Made repository = world.repository(1);
    bases.built(repository, 'a');
    QuarkusTransaction.begin();
    List<UsedImage> used =
        IntStream.range(0, 20)
            .mapToObj(i -> ImageReference.parse(registry + "/base:" + i))
            .map(image -> new UsedImage(image, DIGEST))
            .toList();
    images.standOn(builds.read(world.newestBuild(repository)).orElseThrow(), used, Instant.now());
    then = Instant.now().plusSeconds(1);
  }

  @AfterEach
  void undo() {
    QuarkusTransaction.rollback();
  }

  @Test
  void onlySoManyAreTakenAtOnceUntilTheyAreLookedAt() {
    List<Claim> first = claim(then);
    assertEquals(settings.atOnce(), first.size());
    assertEquals(List.of(), claim(then));

    looked(first.get(0), then);

    assertEquals(1, claim(then.plusSeconds(1)).size());
  }

  @Test
  void onlySoManyAreTakenWithinAMinute() {
    looked(claim(then).get(0), then);
    pace("looks = " + settings.looksPerMinute());

    assertEquals(List.of(), claim(then.plusSeconds(10)));
    assertEquals(1, claim(then.plusSeconds(61)).size());
  }

  @Test
  void aPausedRegistryIsLeftAlone() {
    watched.pause(registry, then.plusSeconds(90));
    watched.pause(registry, then.plusSeconds(10));

    assertEquals(List.of(), claim(then.plusSeconds(60)));
    assertEquals(settings.atOnce(), claim(then.plusSeconds(91)).size());
  }

  @Test
  void aClaimThatIsOverIsSomebodyElsesAndItsAnswerCountsForNothing() {
    Claim lost = claim(then).get(0);
    Instant later = then.plusSeconds(600);
    assertTrue(claim(later).stream().anyMatch(claim -> claim.image().equals(lost.image())));

    watched.looked(lost, new Answer.Failed("late"), later, later);

    assertEquals(
        List.of(),
        entityManager
            .createNativeQuery(
                "select error from watched_image where error is not null and reference = :r")
            .setParameter("r", lost.image().toString())
            .getResultList());
  }

  @Test
  void aHintThatComesDuringALookBringsAnotherOne() {
    Claim claim = claim(then).get(0);
    images.hint(List.of(claim.image().toString()), then.plusMillis(5));

    looked(claim, then.plusSeconds(1));

    assertTrue(
        entityManager
                .createNativeQuery(
                    "select reference from watched_image where reference = :r"
                        + " and next_look_at <= :then")
                .setParameter("r", claim.image().toString())
                .setParameter("then", then.plusSeconds(2))
                .getResultList()
                .size()
            == 1);
  }

  private void looked(Claim claim, Instant when) {
    watched.looked(claim, new Answer.Present(DIGEST), when, when.plusSeconds(900));
  }

  private void pace(String change) {
    entityManager
        .createNativeQuery("update registry_pace set " + change + " where registry = :registry")
        .setParameter("registry", registry)
        .executeUpdate();
  }

  private List<Claim> claim(Instant when) {
    return watched.claim(when, 1_000).stream()
        .filter(claim -> claim.image().registry().equals(registry))
        .toList();
  }
}
