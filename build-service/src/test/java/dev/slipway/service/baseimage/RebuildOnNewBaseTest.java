package dev.slipway.service.baseimage;

import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.baseimage.Bases.await;
import static dev.slipway.service.baseimage.Bases.newImage;
import static dev.slipway.service.baseimage.Bases.reference;
import static dev.slipway.service.baseimage.Bases.use;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildEvent;
import dev.slipway.core.message.BuildEvent.BaseImageUse;
import dev.slipway.service.Api;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(RegistryStack.class)
class RebuildOnNewBaseTest {

  @Inject World world;
  @Inject Bases bases;
  @Inject RebuildOutdated rebuild;

  TestRegistry registry;

  @BeforeEach
  void needsARegistry() {
    TestRegistry.assumeInstalled();
  }

  @Test
  void aChangedBaseRebuildsItsChildrenAndOnlyThose() {
    String base = newImage();
    String other = newImage();
    Digest before = registry.pushIndex(base, "3.20", "old");
    Digest same = registry.push(other, "1", "same");
    Made child = world.repository(2);
    Made stranger = world.repository(1);
    Made pinned = world.repository(1);
    Made sibling = world.repository(1);
    bases.built(child, 'a', use(base, "3.20", before), use(other, "1", same));
    bases.built(sibling, 'b', use(base, "3.20", before));
    bases.built(stranger, 'c', use(other, "1", same));
    bases.built(
        pinned,
        'd',
        new BaseImageUse(RegistryStack.NAME + "/" + base + "@" + before, before.value()));
    bases.awaitSeen(reference(base, "3.20"), before);
    bases.awaitSeen(reference(other, "1"), same);

    Digest after = registry.pushIndex(base, "3.20", "new");
    bases.lookIsDue(reference(base, "3.20"));
    bases.lookIsDue(reference(other, "1"));

    await().until(() -> bases.causes(child).size() == 4 && bases.causes(sibling).size() == 2);
    assertEquals(
        List.of("webhook a", "webhook a", "base_image a", "base_image a"), bases.causes(child));
    assertEquals(List.of("webhook b", "base_image b"), bases.causes(sibling));
    bases.awaitSeen(reference(other, "1"), same);
    rebuild.run();
    assertEquals(List.of("webhook c"), bases.causes(stranger));
    assertEquals(List.of("webhook d"), bases.causes(pinned));
    asAdmin()
        .get("/api/v1/builds/" + world.newestBuild(sibling))
        .then()
        .body("cause", equalTo("base_image"))
        .body(
            "causeDetail",
            equalTo(
                reference(base, "3.20")
                    + " "
                    + before.value().substring(0, 19)
                    + "… → "
                    + after.value().substring(0, 19)
                    + "…"));
  }

  @Test
  void aRebuildThatFailsIsNotTriedAgainForTheSameImage() {
    String base = newImage();
    Digest before = registry.push(base, "1", "old");
    Made child = world.repository(1);
    bases.built(child, 'a', use(base, "1", before));
    bases.awaitSeen(reference(base, "1"), before);
    changed(base, "new");
    await().until(() -> bases.causes(child).size() == 2);

    bases.finish(world.newestBuild(child), BuildEvent.Status.FAILED, List.of());
    rebuild.run();

    assertEquals(2, bases.causes(child).size());
    changed(base, "newer");
    await().until(() -> bases.causes(child).size() == 3);
  }

  @Test
  void aBuildThatPulledSomethingElseThanTheRegistryHasIsNotRebuiltForEver() {
    String base = newImage();
    Digest before = registry.push(base, "1", "old");
    Made child = world.repository(1);
    bases.built(child, 'a', use(base, "1", before));
    bases.awaitSeen(reference(base, "1"), before);
    changed(base, "new");
    await().until(() -> bases.causes(child).size() == 2);

    // A mirror that lags behind gave the old one again.
    bases.finishAll(child, List.of(), use(base, "1", before));
    rebuild.run();

    assertEquals(2, bases.causes(child).size());
  }

  @Test
  void aBaseThatGoesBackToWhatItWasRebuildsAgain() {
    String base = newImage();
    Digest first = registry.push(base, "1", "old");
    Made child = world.repository(1);
    bases.built(child, 'a', use(base, "1", first));
    bases.awaitSeen(reference(base, "1"), first);
    Digest second = changed(base, "new");
    await().until(() -> bases.causes(child).size() == 2);
    bases.finishAll(child, List.of(), use(base, "1", second));

    changed(base, "old");

    await().until(() -> bases.causes(child).size() == 3);
  }

  @Test
  void aBuildUnderWayIsWaitedFor() {
    String base = newImage();
    Digest before = registry.push(base, "1", "old");
    Made child = world.repository(1);
    bases.built(child, 'a', use(base, "1", before));
    bases.awaitSeen(reference(base, "1"), before);
    world.push(child, "second", World.commit('a'), World.commit('b'));
    bases.claim(world.newestBuild(child));

    Digest after = changed(base, "new");
    bases.awaitSeen(reference(base, "1"), after);
    rebuild.run();

    assertEquals(List.of("webhook a", "webhook b"), bases.causes(child));
  }

  @Test
  void severalChangesMakeOneBuildOfTheTipWhereTheNewestCommitIsNotTheBuiltOne() {
    String one = newImage();
    String two = newImage();
    Digest first = registry.push(one, "1", "old");
    Digest second = registry.push(two, "1", "old too");
    Made child = world.repository(1);
    bases.built(child, 'a', use(one, "1", first), use(two, "1", second));
    bases.awaitSeen(reference(one, "1"), first);
    bases.awaitSeen(reference(two, "1"), second);
    world.push(child, "failing", World.commit('a'), World.commit('b'));
    bases.claim(world.newestBuild(child));
    bases.awaitSeen(reference(one, "1"), changed(one, "new"));
    bases.awaitSeen(reference(two, "1"), changed(two, "new too"));

    world.run("update build set state = 'failed' where id = ?", world.newestBuild(child));

    await().until(() -> bases.causes(child).size() == 3);
    rebuild.run();
    assertEquals(List.of("webhook a", "webhook b", "base_image tip"), bases.causes(child));
    asAdmin()
        .get("/api/v1/builds/" + world.newestBuild(child))
        .then()
        .body("causeDetail", containsString(reference(one, "1")))
        .body("causeDetail", containsString(reference(two, "1")));
  }

  @Test
  void anInactiveRuleAndARepositoryThatOptedOutAreLeftAloneAndSayOutdated() {
    String base = newImage();
    Digest before = registry.push(base, "1", "old");
    Made inactive = world.repository(1);
    Made optedOut = world.repository(1);
    Made watching = world.repository(1);
    for (Made repository : List.of(inactive, optedOut, watching)) {
      bases.built(repository, 'a', use(base, "1", before));
    }
    bases.awaitSeen(reference(base, "1"), before);
    world.run("update build_rule set active = false where repository_id = ?", inactive.id());
    asAdmin()
        .body(Map.of("watchBaseImages", false))
        .put(Api.REPOSITORIES + "/" + optedOut.name() + "/base-images/settings")
        .then()
        .statusCode(200);

    Digest after = changed(base, "new");

    await().until(() -> bases.causes(watching).size() == 2);
    rebuild.run();
    assertEquals(1, bases.causes(inactive).size());
    assertEquals(1, bases.causes(optedOut).size());
    asAdmin()
        .get(Api.REPOSITORIES + "/" + optedOut.name() + "/base-images")
        .then()
        .body("items", hasSize(1))
        .body("items[0].watched", equalTo(false))
        .body("items[0].outdated", equalTo(true))
        .body("items[0].digest", equalTo(before.value()))
        .body("items[0].present", equalTo(after.value()))
        .body("items[0].nextLookAt", nullValue());
  }

  @Test
  void aDeletedTagIsAnErrorToShowAndNoReasonToBuild() {
    String base = newImage();
    Made child = world.repository(1);
    bases.built(child, 'a', use(base, "gone", Digest.of(new byte[] {1})));

    await().until(() -> !bases.watched(reference(base, "gone"), "error").equals("null"));
    rebuild.run();

    assertEquals(1, bases.causes(child).size());
    asAdmin()
        .get(Api.REPOSITORIES + "/" + child.name() + "/base-images")
        .then()
        .body("items[0].present", nullValue())
        .body("items[0].outdated", equalTo(false))
        .body("items[0].error", containsString(RegistryStack.NAME));
  }

  @Test
  void aDeletedBranchIsForgottenInsteadOfRebuilt() {
    String base = newImage();
    Digest before = registry.push(base, "1", "old");
    Made child = world.repository(1);
    bases.built(child, 'a', use(base, "1", before));
    bases.awaitSeen(reference(base, "1"), before);
    world.run(
        "update ref_update set commit_sha = null, action = 'deleted' where repository_id = ?",
        child.id());

    changed(base, "new");

    await()
        .until(
            () ->
                world
                    .strings(
                        "select reference from base_image_use where repository_id = ?", child.id())
                    .isEmpty());
    assertEquals(1, bases.causes(child).size());
  }

  @Test
  void theParentsOwnBuildIsSeenAtOnce() {
    String image = newImage();
    Digest before = registry.push(image, "1", "old");
    Made parent = world.repository(1);
    Made child = world.repository(1);
    bases.built(child, 'a', use(image, "1", before));
    bases.awaitSeen(reference(image, "1"), before);

    registry.push(image, "1", "new");
    world.push(parent, "p", null, World.commit('f'));
    bases.finishAll(parent, List.of(reference(image, "1")));

    await().until(() -> bases.causes(child).size() == 2);
  }

  @Test
  void aLoopThatBuildsMadeIsFoundAndSaid() {
    String image = newImage();
    String otherImage = newImage();
    Digest one = registry.push(image, "1", "a");
    Digest other = registry.push(otherImage, "1", "b");
    Made repository = world.repository(1);
    Made partner = world.repository(1);
    world.push(repository, "1", null, World.commit('a'));
    bases.finishAll(repository, List.of(reference(image, "1")), use(otherImage, "1", other));
    world.push(partner, "1", null, World.commit('b'));
    bases.finishAll(partner, List.of(reference(otherImage, "1")), use(image, "1", one));
    bases.awaitSeen(reference(otherImage, "1"), other);

    registry.push(otherImage, "1", "b, built anew");
    bases.lookIsDue(reference(otherImage, "1"));

    String loop = partner.name() + " → " + repository.name() + " → " + partner.name();
    await()
        .untilAsserted(
            () ->
                asAdmin()
                    .get(Api.REPOSITORIES + "/" + repository.name() + "/base-images")
                    .then()
                    .body("items[0].note", containsString(loop)));
    assertEquals(1, bases.causes(repository).size());
  }

  private Digest changed(String repository, String content) {
    Digest digest = registry.push(repository, "1", content);
    bases.lookIsDue(reference(repository, "1"));
    return digest;
  }
}
