package dev.slipway.gateway.provider.bitbucket;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefName;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bitbucket Cloud: a {@code repo:push} carries any number of refs. */
@Singleton
public class BitbucketProvider implements WebhookProvider {

  private static final String EVENT_HEADER = "X-Event-Key";
  private static final String PUSH = "repo:push";

  @Override
  public GitProvider kind() {
    return GitProvider.BITBUCKET;
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
    return "X-Request-UUID";
  }

  @Override
  public Notification read(Headers headers, Body body) throws MalformedDeliveryException {
    String event = headers.required(EVENT_HEADER);
    if (event.equals(PUSH)) {
      return push(Payload.read(body.stream(), BitbucketPush.class));
    }
    BitbucketPush.Envelope envelope = Payload.read(body.stream(), BitbucketPush.Envelope.class);
    return new Notification.Other(
        event,
        name(envelope.actor()),
        "The event \"" + event + "\" is no push; only pushes build.");
  }

  private static Notification push(BitbucketPush push) throws MalformedDeliveryException {
    BitbucketPush.Repository repository = Payload.required(push.repository(), "repository");
    List<BitbucketPush.@Nullable Change> changes =
        Payload.required(Payload.required(push.push(), "push").changes(), "push.changes");
    RefMoves moves = new RefMoves();
    for (int i = 0; i < changes.size(); i++) {
      String where = "push.changes[" + i + "]";
      add(Payload.required(changes.get(i), where), where, moves);
    }
    BitbucketPush.MainBranch main = repository.mainbranch();
    return new Notification.Push(
        PUSH,
        name(push.actor()),
        main == null ? null : main.name(),
        BitbucketSubject.of(repository),
        moves.moves(),
        moves.passedOver());
  }

  private static void add(BitbucketPush.Change change, String where, RefMoves moves)
      throws MalformedDeliveryException {
    BitbucketPush.Ref after = change.after();
    BitbucketPush.Ref before = change.before();
    BitbucketPush.Ref either = after == null ? before : after;
    if (either == null) {
      throw new MalformedDeliveryException("\"" + where + "\" has neither \"new\" nor \"old\".");
    }
    CommitSha commit = after == null ? null : commit(after, where + ".new");
    CommitSha previous = before == null ? null : commit(before, where + ".old");
    Optional<RefName> ref = name(either, after == null ? where + ".old" : where + ".new", moves);
    if (ref.isPresent()) {
      moves.add(
          new RefMove(
              ref.get(),
              RefMove.action(previous, commit),
              commit,
              previous,
              change.forced(),
              after == null || after.target() == null ? null : after.target().message(),
              null));
    }
  }

  private static Optional<RefName> name(BitbucketPush.Ref ref, String where, RefMoves moves)
      throws MalformedDeliveryException {
    String type = Payload.required(ref.type(), where + ".type");
    String name = Payload.required(ref.name(), where + ".name");
    return switch (type) {
      case "branch" -> moves.valid(() -> Optional.of(RefName.branch(name)));
      case "tag", "annotated_tag" -> moves.valid(() -> Optional.of(RefName.tag(name)));
      // The set is the host's: bookmarks and named branches were Mercurial's.
      default -> {
        moves.passOver("a ref of another type than branch and tag moved");
        yield Optional.empty();
      }
    };
  }

  private static CommitSha commit(BitbucketPush.Ref ref, String where)
      throws MalformedDeliveryException {
    BitbucketPush.Target target = Payload.required(ref.target(), where + ".target");
    String path = where + ".target.hash";
    return Payload.required(Payload.commit(target.hash(), path), path);
  }

  private static @Nullable String name(BitbucketPush.@Nullable Actor actor) {
    return actor == null
        ? null
        : Stream.of(actor.nickname(), actor.displayName(), actor.accountId(), actor.uuid())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }
}
