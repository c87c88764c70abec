package dev.slipway.gateway.provider.bitbucket;

import static dev.slipway.gateway.Samples.NEW;
import static dev.slipway.gateway.Samples.OLD;
import static dev.slipway.gateway.Samples.ZERO;
import static dev.slipway.gateway.Samples.bitbucketChange;
import static dev.slipway.gateway.Samples.bitbucketPush;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.git.RefName;
import dev.slipway.gateway.Samples;
import dev.slipway.gateway.provider.MalformedDeliveryException;
import dev.slipway.gateway.provider.Notification;
import dev.slipway.gateway.provider.WebhookProvider;
import dev.slipway.gateway.provider.WebhookProviderContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class BitbucketProviderTest extends WebhookProviderContract {

  @Override
  protected WebhookProvider provider() {
    return new BitbucketProvider();
  }

  @Override
  protected String eventHeader() {
    return "X-Event-Key";
  }

  @Override
  protected String pushEvent() {
    return "repo:push";
  }

  @Override
  protected String push(String fullRef, String before, String after) {
    boolean tag = fullRef.startsWith("refs/tags/");
    return bitbucketPush(
        bitbucketChange(
            tag ? "tag" : "branch",
            fullRef.substring(tag ? "refs/tags/".length() : "refs/heads/".length()),
            before.equals(ZERO) ? null : before,
            after.equals(ZERO) ? null : after));
  }

  @Override
  protected String cloneUrl() {
    return Samples.BITBUCKET_URL;
  }

  @Override
  protected List<String> otherCloneUrls() {
    return List.of(
        "git@bitbucket.org:acme/rocket.git",
        "http://bitbucket.org/Acme/Rocket/",
        "http://mirror.example:8080/git/acme/rocket.git");
  }

  @Test
  void everyChangeOfAPushCounts() throws Exception {
    Notification.Push push =
        readPush(
            bitbucketPush(
                bitbucketChange("branch", "main", OLD, NEW),
                bitbucketChange("branch", "a b", OLD, NEW),
                bitbucketChange("bookmark", "hg", OLD, NEW),
                bitbucketChange("tag", "v1", null, NEW)));

    assertEquals(
        List.of(RefName.branch("main"), RefName.tag("v1")),
        push.moves().stream().map(move -> move.ref()).toList());
    assertEquals(2, push.passedOver().size());
  }

  @Test
  void theHeadsMessageIsTheTargets() throws Exception {
    assertEquals("Fly", onlyMove(push("refs/heads/main", OLD, NEW)).message());
  }

  @Test
  void whatChangedIsNotKnown() throws Exception {
    assertEquals(null, onlyMove(push("refs/heads/main", OLD, NEW)).changedPaths());
  }

  @Test
  void aForcedPushIsMarked() throws Exception {
    String body = push("refs/heads/main", OLD, NEW);

    assertTrue(onlyMove(body.replace("\"forced\":false", "\"forced\":true")).forced());
  }

  @Test
  void aChangeFromNothingToNothingIsMalformed() {
    MalformedDeliveryException e =
        assertThrows(
            MalformedDeliveryException.class,
            () -> readPush(bitbucketPush("{\"old\":null,\"new\":null}")));

    assertTrue(e.detail().contains("push.changes[0]"), e.detail());
  }

  @Test
  void thePageDecidesWhereThereIsOne() throws Exception {
    String body = push("refs/heads/main", OLD, NEW);
    String otherPage = body.replace("bitbucket.org/acme/rocket", "bitbucket.org/evil/rocket");

    assertTrue(readPush(body).subject().isClonedFrom(GitUrl.parse(cloneUrl())));
    assertFalse(readPush(otherPage).subject().isClonedFrom(GitUrl.parse(cloneUrl())));
  }

  @Test
  void theFullNameDecidesAtAMirrorOfTheCloud() throws Exception {
    String body = push("refs/heads/main", OLD, NEW);
    String otherName =
        body.replace("\"full_name\":\"acme/rocket\"", "\"full_name\":\"evil/rocket\"");
    GitUrl mirror = GitUrl.parse("https://mirror.example.org/git/acme/rocket.git");

    assertTrue(readPush(body).subject().isClonedFrom(mirror));
    assertFalse(readPush(otherName).subject().isClonedFrom(mirror));
  }
}
