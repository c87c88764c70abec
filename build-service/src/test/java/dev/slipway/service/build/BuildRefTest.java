package dev.slipway.service.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.TestStack;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class BuildRefTest {

  private static final CommitSha COMMIT = new CommitSha("c".repeat(40));

  @Inject BuildRef buildRef;
  @Inject Repositories repositories;
  @Inject World world;
  @Inject Moves moves;

  /** Notes every move that it is told of. */
  @ApplicationScoped
  static class Moves {
    private final List<BuildMoved> seen = new CopyOnWriteArrayList<>();

    void observe(@Observes BuildMoved moved) {
      seen.add(moved);
    }

    List<BuildPhase> of(UUID build) {
      return seen.stream()
          .filter(moved -> moved.build().id().equals(build))
          .map(moved -> moved.build().state().phase())
          .toList();
    }
  }

  @Test
  void aProgramsWishIsBuiltOnceHoweverOftenItAsks() {
    Repository repository = repository(2);

    List<BuildRef.Answer> first = buildRef.request(wish(repository, "nightly:1", true));
    List<BuildRef.Answer> again = buildRef.request(wish(repository, "nightly:1", true));

    assertEquals(2, first.size());
    assertEquals(ids(first), ids(again));
    assertEquals(
        2,
        world
            .strings("select id::text from build where repository_id = ?", repository.id())
            .size());
  }

  @Test
  void onlyTheRulesThatAreMeantAreAskedAndOnlyThoseThatMatchBuild() {
    Repository repository = repository(2);
    String second = repository.rules().get(1).id();
    BuildRef.Wish wish =
        new BuildRef.Wish(
            repository,
            RefName.branch("other"),
            COMMIT,
            null,
            rule -> rule.id().equals(second),
            BuildRef.Judgement.MANUAL,
            true,
            BuildCause.manual("ada"),
            "k" + UUID.randomUUID());

    List<BuildRef.Answer> answers = buildRef.request(wish);

    assertEquals(List.of(second), answers.stream().map(answer -> answer.rule().id()).toList());
    assertFalse(answers.get(0).verdict().matched());
    assertNull(answers.get(0).admission());
  }

  @Test
  void aRuleThatIsSwitchedOffBuildsByHandOnly() {
    Repository made = repository(1);
    world.run("update build_rule set active = false where repository_id = ?", made.id());
    Repository repository = repositories.byId(made.id()).orElseThrow();

    BuildRef.Wish automatic = wish(repository, "a" + UUID.randomUUID(), true);
    BuildRef.Wish manual =
        new BuildRef.Wish(
            repository,
            automatic.ref(),
            null,
            null,
            rule -> true,
            BuildRef.Judgement.MANUAL,
            true,
            BuildCause.manual("ada"),
            "m" + UUID.randomUUID());

    assertNull(buildRef.request(automatic).get(0).admission());
    assertTrue(buildRef.request(manual).get(0).admission() != null);
  }

  @Test
  void aBuildWithoutCacheRemembersThatAndItsCause() {
    Repository repository = repository(1);

    UUID build = ids(buildRef.request(wish(repository, "n" + UUID.randomUUID(), false))).get(0);

    assertEquals(
        List.of("false schedule nightly"),
        world.strings(
            "select use_cache || ' ' || cause || ' ' || cause_detail from build where id = ?",
            build));
  }

  @Test
  void whoObservesMovesIsToldOfANewBuildInItsTransaction() {
    Repository repository = repository(1);
    UUID build = ids(buildRef.request(wish(repository, "o" + UUID.randomUUID(), true))).get(0);

    assertEquals(List.of(BuildPhase.QUEUED), moves.of(build));
    assertThrows(
        IllegalStateException.class,
        () ->
            QuarkusTransaction.requiringNew()
                .run(
                    () -> {
                      var unused = buildRef.request(wish(repository(1), "taken-back-", true));
                      throw new IllegalStateException("taken back");
                    }));
    assertEquals(
        List.of(),
        world.strings("select id::text from build where admission_key like 'taken-back-%'"));
  }

  private Repository repository(int rules) {
    return repositories.byId(world.repository(rules).id()).orElseThrow();
  }

  private static BuildRef.Wish wish(Repository repository, String key, boolean cache) {
    return new BuildRef.Wish(
        repository,
        RefName.branch("main"),
        COMMIT,
        "Change something",
        rule -> true,
        BuildRef.Judgement.AUTOMATIC,
        cache,
        BuildCause.schedule("nightly"),
        key + repository.id());
  }

  private static List<UUID> ids(List<BuildRef.Answer> answers) {
    return answers.stream()
        .map(answer -> Objects.requireNonNull(answer.admission()).buildId())
        .map(Objects::requireNonNull)
        .toList();
  }
}
