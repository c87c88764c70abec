package dev.slipway.service.baseimage.hook;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.ForbiddenActionException;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.account.Token;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The registry hooks of a namespace, for those who manage it. */
@ApplicationScoped
public class ManageHooks {

  private static final int MOST = 50;

  private final Access access;
  private final RegistryHooks hooks;
  private final PublicUrl publicUrl;
  private final Clock clock;

  ManageHooks(Access access, RegistryHooks hooks, PublicUrl publicUrl, Clock clock) {
    this.access = access;
    this.hooks = hooks;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /**
   * A hook that was just made.
   *
   * @param hook the hook
   * @param token what proves events to be the registry's; nobody can show it again
   * @param url where the registry has to send its events, with the token in it
   */
  public record Created(RegistryHook hook, String token, String url) {
    @Override
    public String toString() {
      return "Created[" + hook + "]";
    }
  }

  /** A namespace's hooks, newest first. */
  @Transactional
  public List<RegistryHook> list(String namespace) {
    access.namespace(namespace, Action.MANAGE_NAMESPACE);
    return hooks.of(namespace);
  }

  /**
   * Makes a hook.
   *
   * @throws ConflictException when the namespace has too many
   */
  @Transactional
  public Created create(String namespace, HookKind kind, String name) {
    access.namespace(namespace, Action.MANAGE_NAMESPACE);
    if (hooks.of(namespace).size() >= MOST) {
      throw new ConflictException(
          "namespace \"" + namespace + "\" has " + MOST + " registry hooks, which is the limit");
    }
    RegistryHook hook =
        new RegistryHook(
            UUID.randomUUID(),
            namespace,
            kind,
            name,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            null);
    String token = Token.create();
    if (!hooks.add(hook, Token.hash(token))) {
      throw new InvalidInputException("namespace", "there is no namespace \"" + namespace + "\"");
    }
    return new Created(
        hook, token, publicUrl.resolve("/registry-hooks/" + kind.wireName() + "/" + token));
  }

  /** Removes a hook; from then on its token is unknown. */
  @Transactional
  public void remove(UUID id) {
    RegistryHook hook =
        hooks.find(id).orElseThrow(() -> new NoSuchThingException("there is no such hook"));
    try {
      access.namespace(hook.namespace(), Action.MANAGE_NAMESPACE);
    } catch (ForbiddenActionException e) {
      throw new NoSuchThingException("there is no such hook");
    }
    hooks.remove(id);
  }
}
