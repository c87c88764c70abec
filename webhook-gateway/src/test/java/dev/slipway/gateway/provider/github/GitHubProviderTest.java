package dev.slipway.gateway.provider.github;

import static dev.slipway.gateway.Samples.NEW;
import static dev.slipway.gateway.Samples.OLD;
import static dev.slipway.gateway.Samples.TAG_OBJECT;
import static dev.slipway.gateway.Samples.ZERO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.message.DeliveryRecorded.Action;
import dev.slipway.gateway.Samples;
import dev.slipway.gateway.provider.Body;
import dev.slipway.gateway.provider.Headers;
import dev.slipway.gateway.provider.MalformedDeliveryException;
import dev.slipway.gateway.provider.Notification;
import dev.slipway.gateway.provider.RefMove;
import dev.slipway.gateway.provider.WebhookProvider;
import dev.slipway.gateway.provider.WebhookProviderContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubProviderTest extends WebhookProviderContract {

  @Override
  protected WebhookProvider provider() {
    return new GitHubProvider();
  }

  @Override
  protected String eventHeader() {
    return "X-GitHub-Event";
  }

  @Override
  protected String pushEvent() {
    return "push";
  }

  @Override
  protected String push(String fullRef, String before, String after) {
    return Samples.gitHubPush(fullRef, before, after);
  }

  @Override
  protected String cloneUrl() {
    return Samples.GITHUB_URL;
  }

  @Override
  protected List<String> otherCloneUrls() {
    return List.of(
        "http://github.example/ACME/Rocket",
        "git@github.example:acme/rocket.git",
        "ssh://git@github.example:2222/acme/rocket");
  }

  @Test
  void anAnnotatedTagIsResolvedToItsCommit() throws Exception {
    String body =
        push("refs/tags/v1", ZERO, TAG_OBJECT)
            .replace("\"head_commit\":{\"id\":\"" + TAG_OBJECT, "\"head_commit\":{\"id\":\"" + NEW);

    assertEquals(NEW, String.valueOf(onlyMove(body).commit()));
  }

  @Test
  void aForcedPushIsMarked() throws Exception {
    RefMove move =
        onlyMove(push("refs/heads/main", OLD, NEW).replace("\"forced\":false", "\"forced\":true"));

    assertTrue(move.forced());
    assertEquals(Action.UPDATED, move.action());
    assertNull(move.changedPaths());
  }

  @Test
  void changedPathsAreThoseOfAllCommits() throws Exception {
    String body =
        push("refs/heads/main", OLD, NEW)
            .replace("\"modified\":[]", "\"modified\":[\"pom.xml\"]")
            .replace("\"removed\":[]", "\"removed\":[\"old\",\"pom.xml\"]");

    assertEquals(List.of("src/Main.java", "pom.xml", "old"), onlyMove(body).changedPaths());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"distinct\":true>\"distinct\":false",
        "\"distinct\":true,>",
        "\"removed\":[],>",
        "\"commits\":[{>\"commits\":[],\"other\":[{",
        "\"created\":false>\"created\":true"
      })
  void changedPathsAreUnknownUnlessTheBodyNamesAll(String change) throws Exception {
    String[] replacement = change.split(">", 2);
    String body = push("refs/heads/main", OLD, NEW);
    assertTrue(body.contains(replacement[0]));

    assertNull(onlyMove(body.replace(replacement[0], replacement[1])).changedPaths());
  }

  @Test
  void changedPathsOfVeryManyCommitsAreUnknown() throws Exception {
    String commit = "{\"distinct\":true,\"added\":[\"a\"],\"modified\":[],\"removed\":[]},";
    String body =
        push("refs/heads/main", OLD, NEW)
            .replace("\"commits\":[", "\"commits\":[" + commit.repeat(2_047));

    assertNull(onlyMove(body).changedPaths());
  }

  @ParameterizedTest
  @ValueSource(strings = {"refs/pull/1/head", "refs/notes/commits", "main", ""})
  void refsThatAreNeitherBranchNorTagArePassedOver(String ref) throws Exception {
    Notification.Push push = readPush(push(ref, OLD, NEW));

    assertEquals(List.of(), push.moves());
    assertTrue(push.passedOver().get(0).contains("neither a branch nor a tag"));
  }

  @Test
  void anOrganizationsPingNamesNoRepository() throws Exception {
    Notification.Other ping =
        assertInstanceOf(
            Notification.Other.class,
            read("ping", "{\"zen\":\"z\",\"hook_id\":1,\"sender\":{\"login\":\"wernher\"}}"));

    assertTrue(ping.reason().contains("ping"));
    assertEquals("wernher", ping.sender());
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Gitea-Event", "X-Forgejo-Event", "X-Gogs-Event"})
  void hostsThatPoseAsGitHubAreToldThatTheyAreNot(String header) throws Exception {
    Headers headers =
        new Headers(Map.of("X-GitHub-Event", List.of("push"), header, List.of("push")));
    String body = push("refs/heads/main", OLD, NEW);

    Notification notification =
        provider().read(headers, Body.of(body.getBytes(StandardCharsets.UTF_8)));

    assertTrue(
        assertInstanceOf(Notification.Other.class, notification)
            .reason()
            .contains("not supported"));
  }

  @Test
  void theUrlOfTheWayItIsClonedDecides() throws Exception {
    String body =
        push("refs/heads/main", OLD, NEW)
            .replace("https://github.example/acme/rocket.git", "https://github.example/e/vil.git");

    assertFalse(readPush(body).subject().isClonedFrom(GitUrl.parse(cloneUrl())));
  }

  @Test
  void aCommitThatIsNoneIsMalformedWithItsPlace() {
    MalformedDeliveryException e =
        assertThrows(
            MalformedDeliveryException.class,
            () -> read("push", push("refs/heads/main", OLD, "--upload-pack=x")));

    assertTrue(e.detail().contains("\"after\""), e.detail());
  }

  @Test
  void aWrongTypeIsNamedWithItsPlace() {
    MalformedDeliveryException e =
        assertThrows(
            MalformedDeliveryException.class,
            () ->
                read(
                    "push",
                    push("refs/heads/main", OLD, NEW).replace("\"added\":[", "\"added\":[7,")));

    assertTrue(e.detail().contains("\"commits[0].added[0]\" has to be text"), e.detail());
  }
}
