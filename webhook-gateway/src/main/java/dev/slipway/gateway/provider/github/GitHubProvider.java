package dev.slipway.gateway.provider.github;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.core.message.DeliveryRecorded.Action;
import dev.slipway.gateway.provider.Body;
import dev.slipway.gateway.provider.Headers;
import dev.slipway.gateway.provider.MalformedDeliveryException;
import dev.slipway.gateway.provider.Notification;
import dev.slipway.gateway.provider.Payload;
import dev.slipway.gateway.provider.RefMove;
import dev.slipway.gateway.provider.RefMoves;
import dev.slipway.gateway.provider.WebhookProvider;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GitHub and GitHub Enterprise: a {@code push} is about one ref. */
@Singleton
public class GitHubProvider implements WebhookProvider {

  private static final String EVENT_HEADER = "X-GitHub-Event";
  private static final String PUSH = "push";
  private static final String PING = "ping";

  @Override
  public GitProvider kind() {
    return GitProvider.GITHUB;
  }

  @Override
  public Set<String> mediaTypes() {
    return Set.of(JSON, FormPayload.MEDIA_TYPE);
  }

  @Override
  public String signatureHeader() {
    return "X-Hub-Signature-256";
  }

  @Override
  public String eventHeader() {
    return EVENT_HEADER;
  }

  @Override
  public String deliveryIdHeader() {
    return "X-GitHub-Delivery";
  }

  @Override
  public Notification read(Headers headers, Body body) throws MalformedDeliveryException {
    String event = headers.required(EVENT_HEADER);
    InputStream json =
        headers.mediaType().equals(FormPayload.MEDIA_TYPE)
            ? FormPayload.decode(body)
            : body.stream();
    // Gitea and its forks say that they are GitHub, too.
    Optional<String> impostor = otherHost(headers);
    if (impostor.isEmpty() && event.equals(PUSH)) {
      return push(Payload.read(json, GitHubPush.class));
    }
    GitHubPush.Envelope envelope = Payload.read(json, GitHubPush.Envelope.class);
    String reason =
        impostor.orElse(
            event.equals(PING)
                ? "GitHub's ping: the webhook works."
                : "The event \"" + event + "\" is no push; only pushes build.");
    return new Notification.Other(event, login(envelope.sender()), reason);
  }

  private static Optional<String> otherHost(Headers headers) {
    for (String host : new String[] {"Gitea", "Forgejo", "Gogs"}) {
      if (!headers.all("X-" + host + "-Event").isEmpty()) {
        return Optional.of(
            "The delivery comes from "
                + host
                + ", which is not supported yet; this webhook is for GitHub.");
      }
    }
    return Optional.empty();
  }

  private static Notification push(GitHubPush push) throws MalformedDeliveryException {
    GitHubPush.Repository repository = Payload.required(push.repository(), "repository");
    RefMoves moves = new RefMoves();
    Optional<RefName> ref = moves.fullName(Payload.required(push.ref(), "ref"));
    if (ref.isPresent()) {
      moves.add(move(ref.get(), push));
    }
    return new Notification.Push(
        PUSH,
        login(push.sender()),
        repository.defaultBranch(),
        GitHubSubject.of(repository),
        moves.moves(),
        moves.passedOver());
  }

  private static RefMove move(RefName ref, GitHubPush push) throws MalformedDeliveryException {
    CommitSha before = Payload.commit(push.before(), "before");
    CommitSha after = Payload.commit(Payload.required(push.after(), "after"), "after");
    GitHubPush.Commit head = push.headCommit();
    if (push.deleted() || after == null) {
      return new RefMove(ref, Action.DELETED, null, before, push.forced(), null, null);
    }
    CommitSha named = head == null ? null : Payload.commit(head.id(), "head_commit.id");
    // An annotated tag's "after" is the tag object; the head commit is what it points at.
    CommitSha commit = ref.type() == RefType.TAG && named != null ? named : after;
    return new RefMove(
        ref,
        push.created() ? Action.CREATED : RefMove.action(before, commit),
        commit,
        before,
        push.forced(),
        head == null ? null : head.message(),
        ref.type() == RefType.BRANCH ? ChangedPaths.of(push).orElse(null) : null);
  }

  private static @Nullable String login(GitHubPush.@Nullable Account sender) {
    return sender == null ? null : sender.login();
  }
}
