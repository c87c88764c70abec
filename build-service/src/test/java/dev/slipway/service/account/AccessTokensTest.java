package dev.slipway.service.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.access.Actor;
import dev.slipway.service.access.Scope;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Actor.User ADA = new Actor.User(new UUID(0, 1), "ada", false);

  private final TestingStore store = new TestingStore();

  @Test
  void withoutALimitATokenNeedntExpire() {
    AccessTokens.Created made = tokens(Optional.empty()).create(ADA, wish(null));

    assertEquals(null, made.token().expiresAt());
    assertTrue(made.secret().startsWith("slp_"));
    assertTrue(!made.toString().contains(made.secret()));
  }

  @Test
  void withALimitItExpiresInTime() {
    AccessTokens tokens = tokens(Optional.of(Duration.ofDays(90)));
    Instant last = NOW.plus(Duration.ofDays(90));

    assertEquals(last, tokens.create(ADA, wish(last)).token().expiresAt());
    for (Instant tooLate : new @Nullable Instant[] {null, last.plusSeconds(1)}) {
      InvalidInputException refused =
          assertThrows(InvalidInputException.class, () -> tokens.create(ADA, wish(tooLate)));
      assertEquals("expiresAt", refused.field());
      assertTrue(String.valueOf(refused.getMessage()).contains("90 days"));
      assertTrue(String.valueOf(refused.getMessage()).contains("2027-02-19T10:00:00Z"));
    }
  }

  @Test
  void whatIsOverOrWasNeverRefused() {
    AccessTokens tokens = tokens(Optional.empty());

    assertThrows(InvalidInputException.class, () -> tokens.create(ADA, wish(NOW)));
    assertEquals(0, store.kept.size());
  }

  @Test
  void somebodyHasUpToAHundredTokens() {
    AccessTokens tokens = tokens(Optional.empty());
    for (int i = 0; i < 100; i++) {
      tokens.create(ADA, wish(null));
    }

    assertThrows(ConflictException.class, () -> tokens.create(ADA, wish(null)));
  }

  @Test
  void whatDoesNotLookLikeATokenIsNotEvenLookedUp() {
    assertEquals(Optional.empty(), tokens(Optional.empty()).authenticate("xyz_AAAA"));
    assertEquals(0, store.lookups);
  }

  private AccessTokens tokens(Optional<Duration> longest) {
    AccountsConfig config =
        new AccountsConfig() {
          @Override
          public OrganizationsBy organizationsBy() {
            return OrganizationsBy.USERS;
          }

          @Override
          public Optional<Duration> tokenMaxLifetime() {
            return longest;
          }
        };
    return new AccessTokens(store, config, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static AccessTokens.Wish wish(@Nullable Instant expiresAt) {
    return new AccessTokens.Wish("ci", Scope.READ, null, expiresAt);
  }

  private static final class TestingStore implements AccessTokenStore {

    private final List<AccessToken> kept = new ArrayList<>();
    private int lookups;

    @Override
    public boolean add(UUID owner, byte[] tokenHash, AccessToken token) {
      return kept.add(token);
    }

    @Override
    public List<AccessToken> of(UUID owner) {
      return List.copyOf(kept);
    }

    @Override
    public Optional<Actor.User> use(byte[] tokenHash, Instant now) {
      lookups++;
      return Optional.empty();
    }

    @Override
    public boolean remove(UUID owner, UUID id) {
      return false;
    }

    @Override
    public void removeExpiredBefore(Instant time) {
      kept.removeIf(token -> token.expiresAt() != null && token.expiresAt().isBefore(time));
    }
  }
}
