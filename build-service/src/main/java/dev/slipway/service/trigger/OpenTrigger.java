package dev.slipway.service.trigger;

import dev.slipway.service.account.Token;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the trigger that a URL opens. An unknown repository, an unknown trigger and a wrong token
 * cost the same work (one hash, one lookup by it, one comparison) and have the same answer, so that
 * nothing tells them apart.
 */
@ApplicationScoped
public class OpenTrigger {

  private static final UUID NOBODY = new UUID(0, 0);

  private final Triggers triggers;

  OpenTrigger(Triggers triggers) {
    this.triggers = triggers;
  }

  /**
   * The trigger, if the URL is right.
   *
   * @param repository the repository's id as the URL has it
   * @param token as the URL has it
   */
  @Transactional
  public Optional<BuildTrigger> open(String repository, String token) {
    Optional<BuildTrigger> found = triggers.byToken(Token.hash(token));
    UUID its = found.map(BuildTrigger::repositoryId).orElse(NOBODY);
    boolean right = MessageDigest.isEqual(bytes(its), bytes(parsed(repository)));
    return right ? found : Optional.empty();
  }

  /** A text that is no id is the id of no repository, but not {@link #NOBODY}'s either. */
  private static UUID parsed(String repository) {
    try {
      return UUID.fromString(repository);
    } catch (IllegalArgumentException e) {
      return new UUID(0, 1);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
