package dev.slipway.gateway.provider.bitbucketserver;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.gateway.provider.Body;
import dev.slipway.gateway.provider.Headers;
import dev.slipway.gateway.provider.MalformedDeliveryException;
import dev.slipway.gateway.provider.Notification;
import dev.slipway.gateway.provider.Payload;
import dev.slipway.gateway.provider.RefMove;
import dev.slipway.gateway.provider.RefMoves;
import dev.slipway.gateway.provider.WebhookProvider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bitbucket Data Center: a {@code repo:refs_changed} carries any number of refs. */
@Singleton
public class BitbucketServerProvider implements WebhookProvider {

  private static final String EVENT_HEADER = "X-Event-Key";
  private static final String PUSH = "repo:refs_changed";
  private static final String PING = "diagnostics:ping";

  @Override
  public GitProvider kind() {
    return GitProvider.BITBUCKET_SERVER;
  }

  @Override
  public Set<String> mediaTypes() {
    return Set.of(JSON);
  }

  @Override
  public String signatureHeader() {
    return "X-Hub-Signature";
  }

  @Override
  public String eventHeader() {
    return EVENT_HEADER;
  }

  @Override
  public String deliveryIdHeader() {
    return "X-Request-Id";
  }

  @Override
  public Notification read(Headers headers, Body body) throws MalformedDeliveryException {
    String event = headers.required(EVENT_HEADER);
    if (event.equals(PUSH)) {
      return push(Payload.read(body.stream(), RefsChanged.class));
    }
    RefsChanged.Envelope envelope = Payload.read(body.stream(), RefsChanged.Envelope.class);
    String reason =
        event.equals(PING)
            ? "Bitbucket's connection test: the webhook works."
            : "The event \"" + event + "\" is no push; only pushes build.";
    return new Notification.Other(event, name(envelope.actor()), reason);
  }

  private static Notification push(RefsChanged push) throws MalformedDeliveryException {
    RefsChanged.Repository repository = Payload.required(push.repository(), "repository");
    List<RefsChanged.@Nullable Change> changes = Payload.required(push.changes(), "changes");
    // "toCommit" tells of one ref only, and not of which.
    RefsChanged.Commit tip = changes.size() == 1 ? push.toCommit() : null;
    RefMoves moves = new RefMoves();
    for (int i = 0; i < changes.size(); i++) {
      String where = "changes[" + i + "]";
      add(Payload.required(changes.get(i), where), where, tip, moves);
    }
    return new Notification.Push(
        PUSH,
        name(push.actor()),
        null,
        BitbucketServerSubject.of(repository),
        moves.moves(),
        moves.passedOver());
  }

  private static void add(
      RefsChanged.Change change, String where, RefsChanged.@Nullable Commit tip, RefMoves moves)
      throws MalformedDeliveryException {
    RefsChanged.Ref named = change.ref();
    String fullName =
        Payload.required(
            named == null || named.id() == null ? change.refId() : named.id(), where + ".ref.id");
    CommitSha before = hash(change.fromHash(), where + ".fromHash");
    CommitSha after = hash(change.toHash(), where + ".toHash");
    if (before == null && after == null) {
      throw new MalformedDeliveryException(
          "\"" + where + "\" is from no commit to no commit, which no ref can do.");
    }
    Optional<RefName> ref = moves.fullName(fullName);
    if (ref.isPresent()) {
      moves.add(
          new RefMove(
              ref.get(),
              RefMove.action(before, after),
              after == null ? null : commit(ref.get(), after, tip),
              before,
              false,
              after == null || tip == null ? null : tip.message(),
              null));
    }
  }

  /** The hash of an annotated tag is the tag object's; the tip is the commit it points at. */
  private static CommitSha commit(RefName ref, CommitSha after, RefsChanged.@Nullable Commit tip)
      throws MalformedDeliveryException {
    CommitSha pointedAt = tip == null ? null : Payload.commit(tip.id(), "toCommit.id");
    return ref.type() == RefType.TAG && pointedAt != null ? pointedAt : after;
  }

  private static @Nullable CommitSha hash(@Nullable String digits, String where)
      throws MalformedDeliveryException {
    return Payload.commit(Payload.required(digits, where), where);
  }

  private static @Nullable String name(RefsChanged.@Nullable Actor actor) {
    return actor == null ? null : actor.name();
  }
}
