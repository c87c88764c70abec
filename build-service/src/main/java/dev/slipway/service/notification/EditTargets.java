package dev.slipway.service.notification;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, shows, changes and removes a repository's targets. */
@ApplicationScoped
@Transactional
public class EditTargets {

  private static final String NO_MAIL =
      "needs a mail server, and none is configured: set QUARKUS_MAILER_FROM and"
          + " QUARKUS_MAILER_HOST (and port, user name, password as the server wants them)";

  private final Access access;
  private final Targets targets;
  private final NotificationSettings settings;

  EditTargets(Access access, Targets targets, NotificationSettings settings) {
    this.access = access;
    this.targets = targets;
    this.settings = settings;
  }

  /**
   * @param target as it is stored
   * @param secret the webhook's, which is shown this once; null unless a webhook
   */
  public record Created(Target target, @Nullable SigningSecret secret) {}

  /** The targets, oldest first. */
  public List<Target> list(RepositoryName name) {
    return targets.ofRepository(access.repository(name, Action.READ_BUILD_DETAILS).id());
  }

  /**
   * One of them.
   *
   * @throws NoSuchThingException when the repository has none of this id
   */
  public Target find(RepositoryName name, UUID id, Action action) {
    return find(access.repository(name, action), id);
  }

  /**
   * Makes one.
   *
   * @throws InvalidInputException when the draft can't be
   * @throws ConflictException when there are enough already
   */
  public Created create(RepositoryName name, TargetDraft draft) {
    Repository repository = access.repository(name, Action.CONFIGURE);
    requireMail(draft);
    if (!targets.lockRepository(repository.id())) {
      throw new NoSuchThingException("there is no such repository");
    }
    if (targets.count(repository.id()) >= settings.targetsPerRepository()) {
      throw new ConflictException(
          "a repository has up to "
              + settings.targetsPerRepository()
              + " notification targets; remove one first");
    }
    SigningSecret secret =
        draft.type() == TargetType.WEBHOOK
            ? Optional.ofNullable(draft.secret()).orElseGet(SigningSecret::create)
            : null;
    TargetDraft complete =
        new TargetDraft(
            draft.type(),
            draft.format(),
            draft.url(),
            secret,
            draft.recipients(),
            draft.events(),
            draft.enabled());
    return new Created(targets.add(repository.id(), complete), secret);
  }

  /**
   * Replaces one's configuration; what is secret stays where the draft doesn't have it.
   *
   * @throws InvalidInputException when the draft can't be, or is of another type
   */
  public Target replace(RepositoryName name, UUID id, TargetDraft draft) {
    Target before = find(name, id, Action.CONFIGURE);
    if (before.type() != draft.type()) {
      throw new InvalidInputException(
          "type", "is " + before.type().wireName() + " and can't change; make another target");
    }
    requireMail(draft);
    return targets.replace(id, draft);
  }

  /** Removes one, with its log and what still waits for it. */
  public void remove(RepositoryName name, UUID id) {
    targets.remove(find(name, id, Action.CONFIGURE).id());
  }

  private Target find(Repository repository, UUID id) {
    return targets
        .find(repository.id(), id)
        .orElseThrow(() -> new NoSuchThingException("there is no such notification target"));
  }

  private void requireMail(TargetDraft draft) {
    if (draft.type() == TargetType.EMAIL && settings.mailFrom().isEmpty()) {
      throw new InvalidInputException("type", NO_MAIL);
    }
  }
}
