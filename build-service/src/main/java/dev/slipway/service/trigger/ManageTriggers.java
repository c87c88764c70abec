package dev.slipway.service.trigger;

import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.account.Token;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Makes, renews and revokes triggers. Whoever answers a request asks {@code Access} first. */
@ApplicationScoped
public class ManageTriggers {

  private static final int MOST = 20;

  private final Triggers triggers;
  private final TriggerCalls calls;
  private final TriggerSettings settings;
  private final Clock clock;

  ManageTriggers(Triggers triggers, TriggerCalls calls, TriggerSettings settings, Clock clock) {
    this.triggers = triggers;
    this.calls = calls;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A trigger and its token, which can't be had again.
   *
   * @param trigger as it is stored
   * @param token 256 random bits that need no escaping in a URL
   */
  public record Shown(BuildTrigger trigger, String token) {}

  /**
   * Makes a trigger.
   *
   * @throws ConflictException when the name is taken, or there are too many
   */
  @Transactional
  public Shown create(UUID repositoryId, String name) {
    triggers.lock(repositoryId);
    List<BuildTrigger> others = triggers.ofRepository(repositoryId);
    if (others.size() >= MOST) {
      throw new ConflictException(
          "a repository has up to " + MOST + " triggers; revoke one that nothing calls any more");
    }
    if (others.stream().anyMatch(other -> other.name().equals(name))) {
      throw new ConflictException(
          "there is a trigger \"" + name + "\" already; choose another name");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    BuildTrigger trigger = new BuildTrigger(UUID.randomUUID(), repositoryId, name, now, null, null);
    String token = Token.create();
    triggers.add(trigger, Token.hash(token), Allowance.full(settings.burst(), now));
    return new Shown(trigger, token);
  }

  /**
   * Gives a trigger a new token, and its URL with it.
   *
   * @throws NoSuchThingException when there is none
   */
  @Transactional
  public Shown regenerate(UUID repositoryId, UUID id) {
    BuildTrigger trigger = require(repositoryId, id);
    String token = Token.create();
    triggers.replaceToken(id, Token.hash(token));
    return new Shown(trigger, token);
  }

  /**
   * Revokes a trigger; builds it made stay.
   *
   * @throws NoSuchThingException when there is none
   */
  @Transactional
  public void revoke(UUID repositoryId, UUID id) {
    triggers.remove(require(repositoryId, id).id());
  }

  /** A repository's triggers, newest first. */
  @Transactional
  public List<BuildTrigger> ofRepository(UUID repositoryId) {
    return triggers.ofRepository(repositoryId);
  }

  /**
   * A trigger's last calls, newest first.
   *
   * @throws NoSuchThingException when there is no such trigger
   */
  @Transactional
  public List<TriggerCall> calls(UUID repositoryId, UUID id) {
    return calls.ofTrigger(require(repositoryId, id).id());
  }

  private BuildTrigger require(UUID repositoryId, UUID id) {
    return triggers
        .find(repositoryId, id)
        .orElseThrow(() -> new NoSuchThingException("there is no such trigger in this repository"));
  }

  /**
   * Checks a name.
   *
   * @throws InvalidInputException unless it has 1 to 100 characters, none of them a control one
   */
  public static String checkedName(String name) {
    String trimmed = name.strip();
    if (trimmed.length() > 100) {
      throw new InvalidInputException("name", "has up to 100 characters, not " + trimmed.length());
    }
    for (int i = 0; i < trimmed.length(); i++) {
      if (Character.isISOControl(trimmed.charAt(i))) {
        throw new InvalidInputException("name", i + 1, "holds a control character");
      }
    }
    return trimmed;
  }
}
