package dev.slipway.service.baseimage.hook;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.account.Token;
import dev.slipway.service.baseimage.BaseImageSettings;
import dev.slipway.service.baseimage.BaseImages;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Takes a registry's event. It is a hint and no more: images that it names and that somebody stands
 * on are looked at in their registry at once, and what counts is what that says.
 */
@ApplicationScoped
public class ReceiveEvent {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final RegistryHooks hooks;
  private final EventReader reader;
  private final BaseImages images;
  private final BaseImageSettings settings;
  private final Clock clock;

  ReceiveEvent(
      RegistryHooks hooks,
      EventReader reader,
      BaseImages images,
      BaseImageSettings settings,
      Clock clock) {
    this.hooks = hooks;
    this.reader = reader;
    this.images = images;
    this.settings = settings;
    this.clock = clock;
  }

  /** What becomes of an event. */
  public sealed interface Outcome {

    /**
     * It was understood.
     *
     * @param images what it says was pushed
     */
    record Taken(List<String> images) implements Outcome {}

    /**
     * There were too many.
     *
     * @param retryIn until the next one is taken
     */
    record TooMany(Duration retryIn) implements Outcome {}
  }

  /**
   * Takes an event.
   *
   * @throws NoSuchThingException with one and the same message for an unknown kind, an unknown
   *     token and one of another kind
   * @throws InvalidInputException when the body is no JSON
   */
  @Transactional(dontRollbackOn = InvalidInputException.class)
  public Outcome receive(String kind, String token, byte[] body) {
    Instant now = clock.instant();
    HookKind known = kind(kind);
    RegistryHooks.Count count =
        hooks.count(known, Token.hash(token), now).orElseThrow(ReceiveEvent::unknown);
    if (count.events() > settings.eventsPerMinute()) {
      return new Outcome.TooMany(Duration.between(now, count.since().plus(MINUTE)));
    }
    List<String> named = read(known, body).stream().map(ImageReference::toString).toList();
    images.hint(named, now);
    return new Outcome.Taken(named);
  }

  private Set<ImageReference> read(HookKind kind, byte[] body) {
    try {
      return reader.images(kind, body);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("", String.valueOf(e.getMessage()));
    }
  }

  private static HookKind kind(String text) {
    try {
      return HookKind.parse(text);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  /** The answer to a token that isn't known, and to none. */
  public static NoSuchThingException unknown() {
    return new NoSuchThingException("there is no such registry hook");
  }
}
