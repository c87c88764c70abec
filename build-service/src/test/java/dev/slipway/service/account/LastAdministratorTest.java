package dev.slipway.service.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.access.Actor;
import dev.slipway.service.web.ConflictException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastAdministratorTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final AccountChange DEMOTE = new AccountChange(null, false, null);
  private static final AccountChange DISABLE = new AccountChange(null, null, true);

  private final TestingDirectory directory = new TestingDirectory();
  private final SignedOut signedOut = new SignedOut();
  private final ChangeAccount change =
      new ChangeAccount(directory, signedOut, signedOut, Clock.fixed(NOW, ZoneOffset.UTC));
  private final RemoveAccount remove = new RemoveAccount(directory);

  @Test
  void theLastAdministratorCanNeitherBeDemotedNorDisabledNorRemoved() {
    directory.add("ada", true);
    directory.add("bob", false);

    assertRefused(() -> change.change("ada", DEMOTE));
    assertRefused(() -> change.change("ada", DISABLE));
    assertRefused(() -> remove.remove("ada"));
    assertTrue(directory.require("ada").isActiveAdministrator());
  }

  @Test
  void oneOfTwoAdministratorsCan() {
    directory.add("ada", true);
    directory.add("bob", true);

    assertEquals(false, change.change("ada", DEMOTE).admin());
    assertRefused(() -> remove.remove("bob"));
    remove.remove("ada");
  }

  @Test
  void aDisabledAdministratorDoesNotCount() {
    directory.add("ada", true);
    directory.add("bob", true);
    Account bob = change.change("bob", DISABLE);

    assertEquals(NOW, bob.disabledAt());
    assertEquals(List.of(bob.id(), bob.id()), signedOut.users);
    assertRefused(() -> change.change("ada", DEMOTE));
    remove.remove("bob");
  }

  @Test
  void everythingElseOfTheLastAdministratorMayChange() {
    directory.add("ada", true);

    Account ada = change.change("ada", new AccountChange("Ada", null, null));

    assertEquals("Ada", ada.displayName());
    assertEquals(true, ada.admin());
  }

  @Test
  void anAccountGoesOnlyWhenNothingIsLeftWithoutAnOwner() {
    directory.add("ada", true);
    directory.add("bob", false);

    directory.holdings = new AccountDirectory.Holdings(List.of("bob/app"), 0, List.of());
    assertMessage("bob/app", () -> remove.remove("bob"));
    directory.holdings = new AccountDirectory.Holdings(List.of(), 2, List.of());
    assertMessage("unlink them first", () -> remove.remove("bob"));
    directory.holdings = new AccountDirectory.Holdings(List.of(), 0, List.of("acme"));
    assertMessage("nobody else owns acme", () -> remove.remove("bob"));
    directory.holdings = TestingDirectory.NOTHING;
    remove.remove("bob");

    assertEquals(Optional.empty(), directory.byName("bob"));
  }

  private static void assertRefused(Runnable action) {
    assertMessage("the last administrator", action);
  }

  private static void assertMessage(String part, Runnable action) {
    String message =
        String.valueOf(assertThrows(ConflictException.class, action::run).getMessage());
    assertTrue(message.contains(part), message);
  }

  private static final class TestingDirectory implements AccountDirectory {

    static final Holdings NOTHING = new Holdings(List.of(), 0, List.of());

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private Holdings holdings = NOTHING;

    void add(String name, boolean admin) {
      accounts.put(name, new Account(UUID.randomUUID(), name, "", admin, null, NOW));
    }

    Account require(String name) {
      return byName(name).orElseThrow();
    }

    @Override
    public Optional<Account> byName(String name) {
      return Optional.ofNullable(accounts.get(name));
    }

    @Override
    public List<Account> page(@Nullable String after, int limit) {
      return List.copyOf(accounts.values());
    }

    @Override
    public long lockAdministrators() {
      return accounts.values().stream().filter(Account::isActiveAdministrator).count();
    }

    @Override
    public Holdings lockHoldings(UUID account) {
      return holdings;
    }

    @Override
    public void update(Account account) {
      accounts.put(account.name(), account);
    }

    @Override
    public void remove(Account account) {
      accounts.remove(account.name());
    }
  }

  /** Remembers whose sessions and links were taken away. */
  private static final class SignedOut implements SessionStore, SignInLinkStore {

    private final List<UUID> users = new ArrayList<>();

    @Override
    public void removeAll(UUID user) {
      users.add(user);
    }

    @Override
    public void add(byte[] tokenHash, Actor.User user, Instant createdAt, Instant expiresAt) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Actor.User> find(byte[] tokenHash, Instant now) {
      return Optional.empty();
    }

    @Override
    public void remove(byte[] tokenHash) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void removeExpired(Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void add(byte[] tokenHash, Actor.User user, Instant expiresAt) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isUsable(byte[] tokenHash, Instant now) {
      return false;
    }

    @Override
    public Optional<Actor.User> use(byte[] tokenHash, Instant now) {
      return Optional.empty();
    }

    @Override
    public void removeOlderThan(Instant time) {
      throw new UnsupportedOperationException();
    }
  }
}
