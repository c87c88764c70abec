package dev.slipway.gateway.provider.bitbucketserver;

import static dev.slipway.gateway.Samples.NEW;
import static dev.slipway.gateway.Samples.OLD;
import static dev.slipway.gateway.Samples.TAG_OBJECT;
import static dev.slipway.gateway.Samples.ZERO;
import static dev.slipway.gateway.Samples.refsChanged;
import static dev.slipway.gateway.Samples.serverChange;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.GitUrl;
import dev.slipway.gateway.Samples;
import dev.slipway.gateway.provider.Notification;
import dev.slipway.gateway.provider.Subject;
import dev.slipway.gateway.provider.WebhookProvider;
import dev.slipway.gateway.provider.WebhookProviderContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class BitbucketServerProviderTest extends WebhookProviderContract {

  private static final String TIP = "{\"id\":\"" + NEW + "\",\"message\":\"Fly\"}";

  @Override
  protected WebhookProvider provider() {
    return new BitbucketServerProvider();
  }

  @Override
  protected String eventHeader() {
    return "X-Event-Key";
  }

  @Override
  protected String pushEvent() {
    return "repo:refs_changed";
  }

  @Override
  protected String push(String fullRef, String before, String after) {
    return refsChanged(after.equals(ZERO) ? "null" : TIP, serverChange(fullRef, before, after));
  }

  @Override
  protected String cloneUrl() {
    return Samples.SERVER_URL;
  }

  @Override
  protected List<String> otherCloneUrls() {
    return List.of("ssh://git@git.example:7999/AC/rocket.git", "http://git.example/scm/AC/rocket");
  }

  @Test
  void anAnnotatedTagIsResolvedToItsCommit() throws Exception {
    String body = refsChanged(TIP, serverChange("refs/tags/v1", ZERO, TAG_OBJECT));

    assertEquals(NEW, String.valueOf(onlyMove(body).commit()));
    assertEquals("Fly", onlyMove(body).message());
  }

  @Test
  void ofSeveralChangesTheCommitIsNobodys() throws Exception {
    Notification.Push push =
        readPush(
            refsChanged(
                TIP,
                serverChange("refs/tags/v1", ZERO, TAG_OBJECT),
                serverChange("refs/heads/main", OLD, NEW)));

    assertEquals(TAG_OBJECT, String.valueOf(push.moves().get(0).commit()));
    assertEquals(null, push.moves().get(0).message());
    assertEquals(NEW, String.valueOf(push.moves().get(1).commit()));
  }

  @Test
  void aRefCanBeNamedByItsIdAlone() throws Exception {
    String body =
        push("refs/heads/main", OLD, NEW).replace("\"ref\":{\"id\":\"refs/heads/main\"},", "");

    assertEquals("main", onlyMove(body).ref().name());
  }

  @Test
  void aConnectionTestIsNoPush() throws Exception {
    Notification.Other ping =
        assertInstanceOf(Notification.Other.class, read("diagnostics:ping", "{\"test\":true}"));

    assertTrue(ping.reason().contains("works"));
  }

  @Test
  void withoutCloneUrlsProjectAndSlugDecide() throws Exception {
    String body = push("refs/heads/main", OLD, NEW).replace("\"clone\":", "\"other\":");

    Subject subject = readPush(body).subject();

    assertTrue(subject.isClonedFrom(GitUrl.parse("http://127.0.0.1:7990/scm/ac/rocket.git")));
    assertTrue(subject.isClonedFrom(GitUrl.parse("ssh://git@x:7999/AC/rocket.git")));
    assertFalse(subject.isClonedFrom(GitUrl.parse("https://git.example/scm/xac/rocket.git")));
    assertFalse(subject.isClonedFrom(GitUrl.parse("https://git.example/rocket.git")));
  }

  @Test
  void cloneUrlsOfAnotherHostAreAnotherRepository() throws Exception {
    Subject subject = readPush(push("refs/heads/main", OLD, NEW)).subject();

    assertFalse(subject.isClonedFrom(GitUrl.parse("https://other.example/scm/ac/rocket.git")));
  }
}
