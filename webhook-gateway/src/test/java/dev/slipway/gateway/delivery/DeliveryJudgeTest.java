package dev.slipway.gateway.delivery;

import static dev.slipway.gateway.Samples.NEW;
import static dev.slipway.gateway.Samples.OLD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.DeliveryRecorded.Action;
import dev.slipway.core.secret.SecretBox;
import dev.slipway.gateway.Samples;
import dev.slipway.gateway.hook.Hook;
import dev.slipway.gateway.hook.Signature;
import dev.slipway.gateway.provider.Body;
import dev.slipway.gateway.provider.Headers;
import dev.slipway.gateway.provider.Notification;
import dev.slipway.gateway.provider.RefMove;
import dev.slipway.gateway.provider.github.GitHubProvider;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryJudgeTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final UUID FRESH = new UUID(1, 2);

  private final DeliveryJudge judge =
      new DeliveryJudge(Clock.fixed(NOW, ZoneOffset.UTC), () -> FRESH);

  @Test
  void theRecordHoldsWhatTheHostSaidAndWhatTheRulesSay() throws Exception {
    DeliveryRecorded record = judge.judge(hook(), request("d-1"), push("main", "Fly"));

    assertEquals("d-1", record.deliveryId());
    assertEquals("h1", record.hookId());
    assertEquals("repository-of-h1", record.repositoryId());
    assertEquals(NOW, record.receivedAt());
    assertEquals(null, record.ignored());
    assertEquals(Action.UPDATED, record.refUpdates().get(0).action());
    assertTrue(record.refUpdates().get(0).verdicts().get(0).matched());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "é", "a\nb"})
  void aDeliveryIdThatIsNoneIsReplaced(String id) throws Exception {
    assertEquals(
        FRESH.toString(), judge.judge(hook(), request(id), push("main", "Fly")).deliveryId());
    assertEquals(
        FRESH.toString(),
        judge.judge(hook(), request("x".repeat(129)), push("main", "Fly")).deliveryId());
  }

  @Test
  void theSkipMarkerCountsWhereverItStandsInALongMessage() throws Exception {
    String message = "x".repeat(100_000) + " [skip ci]";

    DeliveryRecorded record = judge.judge(hook(), request("d"), push("main", message));

    assertFalse(record.refUpdates().get(0).verdicts().get(0).matched());
    assertEquals(4_000, String.valueOf(record.refUpdates().get(0).message()).length());
  }

  @Test
  void whatADatabaseCannotStoreIsReplaced() throws Exception {
    DeliveryRecorded record =
        judge.judge(hook(), request("d"), push("main", "a\0b\ud800c\nd\u001b[31m"));

    assertEquals("a\ufffdb?c\nd\ufffd[31m", record.refUpdates().get(0).message());
  }

  @Test
  void aPushWithoutBranchesAndTagsSaysWhyItIsIgnored() throws Exception {
    Notification nothing =
        new Notification.Push(
            "push", null, null, url -> true, List.of(), List.of("\"x\" is neither"));

    DeliveryRecorded record = judge.judge(hook(), request("d"), nothing);

    assertTrue(String.valueOf(record.ignored()).contains("\"x\" is neither"));
  }

  @Test
  void anotherEventIsIgnoredWithItsReason() throws Exception {
    DeliveryRecorded record =
        judge.judge(hook(), request("d"), new Notification.Other("ping", "w", "It works."));

    assertEquals("It works.", record.ignored());
    assertEquals(List.of(), record.refUpdates());
  }

  @Test
  void aDefaultBranchThatIsNoneIsNotKnown() throws Exception {
    Notification push =
        new Notification.Push("push", "w", "a\0b", url -> true, List.of(), List.of());

    assertEquals(null, judge.judge(hook(), request("d"), push).defaultBranch());
  }

  private static Notification push(String branch, String message) {
    RefMove move =
        new RefMove(
            RefName.branch(branch),
            Action.UPDATED,
            new CommitSha(NEW),
            new CommitSha(OLD),
            false,
            message,
            null);
    return new Notification.Push("push", "w", "main", url -> true, List.of(move), List.of());
  }

  private static Hook hook() throws Exception {
    SecretBox box = SecretBox.fromKey(SecretBox.newBase64Key());
    return Hook.open(
        Samples.hook(
            "h1",
            GitProvider.GITHUB,
            Samples.GITHUB_URL,
            box.seal("hook:h1", "s"),
            Samples.rule("r1", RefType.BRANCH, "main", "latest")),
        box);
  }

  private static WebhookRequest request(String deliveryId) {
    return new WebhookRequest(
        new GitHubProvider(),
        "h1",
        new Headers(Map.of("x-github-delivery", List.of(deliveryId))),
        Signature.parse(List.of("sha256=" + "0".repeat(64))).orElseThrow(),
        Body.of(new byte[0]));
  }
}
