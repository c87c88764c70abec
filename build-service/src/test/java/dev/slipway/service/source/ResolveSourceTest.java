package dev.slipway.service.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.Actor;
import dev.slipway.service.access.ForbiddenActionException;
import dev.slipway.service.host.GitHostApi.HostRepository;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.source.SourceWish.Present;
import dev.slipway.service.source.SourceWish.Resolved;
import dev.slipway.service.web.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ResolveSourceTest {

  private static final RepositoryName NAME = RepositoryName.parse("acme/app");
  private static final GitUrl APP = GitUrl.parse("https://github.com/acme/app.git");

  private final TestingHost host = new TestingHost();
  private final Map<UUID, SourceAccount> accounts = new HashMap<>();
  private final UUID account = account("acme", true);
  private final ResolveSource sources =
      new ResolveSource(new AdasAccess(), id -> Optional.ofNullable(accounts.get(id)), host);

  @Test
  void theHostSaysWhatAnAccountsRepositoryIsCalledAndWhereItIs() throws Exception {
    host.add(repository(false));

    Resolved found = sources.resolve(NAME, Optional.empty(), named(account, "Acme", "app"));

    assertEquals(new Resolved(GitProvider.GITHUB, APP, account, "trunk", "Our app"), found);
    assertEquals(List.of("repository https://github.com/Acme/app.git"), host.calls());
  }

  @Test
  void anAccountReadsOverSshWhenTheUrlSaysSo() throws Exception {
    host.add(repository(false));
    GitUrl ssh = GitUrl.parse("git@github.com:acme/app.git");

    Resolved found = sources.resolve(NAME, Optional.empty(), by(account, ssh));

    assertEquals(ssh, found.cloneUrl());
    assertEquals(account, found.account());
  }

  @Test
  void anAccountOfAnotherNamespaceDoesNotExist() {
    UUID foreign = account("evil", true);

    assertEquals(
        refused(named(UUID.randomUUID(), "acme", "app")).getMessage(),
        refused(named(foreign, "acme", "app")).getMessage());
    assertEquals("source.linkedAccount", refused(named(foreign, "acme", "app")).field());
    assertEquals(List.of(), host.calls());
  }

  @Test
  void onesOwnAccountMayBeUsedForAnOrganizationsRepository() throws Exception {
    UUID own = account("ada", true);
    host.add(repository(true));

    assertEquals(own, sources.resolve(NAME, Optional.empty(), named(own, "acme", "app")).account());
  }

  @Test
  void aLimitedAccountReachesPublicRepositoriesOnly() throws Exception {
    UUID limited = account("acme", false);
    host.add(repository(true));

    InvalidInputException e = refused(named(limited, "acme", "app"));
    assertEquals("source.repository", e.field());
    assertTrue(e.getMessage().contains("limited to public"), e.getMessage());

    host.add(repository(false));
    assertEquals(
        limited, sources.resolve(NAME, Optional.empty(), named(limited, "acme", "app")).account());
  }

  @ParameterizedTest
  @CsvSource({
    "acme, , source.repository",
    ", app, source.owner",
    "acme/x, app, source.owner",
    "acme, ../app, source.repository",
    "acme, -app, source.repository",
    "Acme, nothing, source.repository",
    ", , source.repository"
  })
  void aRepositoryThatCantBeIsRefusedByField(
      @Nullable String owner, @Nullable String name, String field) {
    assertEquals(field, refused(named(account, owner, name)).field());
  }

  @Test
  void theProviderAndTheUrlCantSaySomethingElseThanTheAccount() {
    assertEquals(
        "source.provider",
        refused(new SourceWish(GitProvider.BITBUCKET, null, account, false, "acme", "app"))
            .field());
    assertEquals(
        "source.cloneUrl", refused(new SourceWish(null, APP, account, false, "a", "b")).field());
    assertEquals(
        "source.owner",
        refused(new SourceWish(GitProvider.GIT, APP, null, true, "a", "b")).field());
  }

  @ParameterizedTest
  @EnumSource(GitHostException.Kind.class)
  void whatTheHostRefusesIsToldByFieldAndWhatPassesIsToldApart(GitHostException.Kind kind) {
    host.fail(kind, "github.com says no");
    boolean passing =
        kind == GitHostException.Kind.RATE_LIMITED || kind == GitHostException.Kind.UNAVAILABLE;

    Exception e =
        assertThrows(
            Exception.class,
            () -> sources.resolve(NAME, Optional.empty(), named(account, "acme", "app")));

    assertEquals("github.com says no", e.getMessage());
    assertEquals(passing, e instanceof SourceUnreachableException);
    if (e instanceof InvalidInputException invalid) {
      assertEquals(
          kind == GitHostException.Kind.UNAUTHORIZED ? "source.linkedAccount" : "source.repository",
          invalid.field());
    }
  }

  @Test
  void anAccountThatIsNotSpokenOfStaysWithItsOrigin() throws Exception {
    Optional<Present> present = Optional.of(new Present(GitProvider.GITHUB, APP, account));

    assertEquals(account, keeps(present, "https://github.com/acme/app.git", false));
    assertEquals(account, keeps(present, "https://github.com/acme/other.git", false));
    assertNull(keeps(present, "https://evil.example/acme/app.git", false));
    assertNull(keeps(present, "https://github.com/acme/app.git", true));
    assertEquals(List.of(), host.calls());
  }

  @Test
  void somebodyElsesAccountReadsNothingButWhatItWasGivenFor() throws Exception {
    UUID bobs = account("bob", true);
    Optional<Present> present = Optional.of(new Present(GitProvider.GITHUB, APP, bobs));

    assertEquals(bobs, keeps(present, "https://github.com/acme/app.git", false));
    assertNull(keeps(present, "https://github.com/bob/diary.git", false));
    SourceWish same = new SourceWish(null, APP, bobs, false, null, null);
    assertEquals(bobs, sources.resolve(NAME, present, same).account());
    SourceWish diary = by(bobs, GitUrl.parse("https://github.com/bob/diary.git"));
    assertThrows(InvalidInputException.class, () -> sources.resolve(NAME, present, diary));
    SourceWish named = named(null, "bob", "diary");
    assertThrows(InvalidInputException.class, () -> sources.resolve(NAME, present, named));
  }

  private @Nullable UUID keeps(Optional<Present> present, String url, boolean unlink)
      throws SourceUnreachableException {
    SourceWish wish =
        new SourceWish(GitProvider.GITHUB, GitUrl.parse(url), null, unlink, null, null);
    return sources.resolve(NAME, present, wish).account();
  }

  private InvalidInputException refused(SourceWish wish) {
    return assertThrows(
        InvalidInputException.class, () -> sources.resolve(NAME, Optional.empty(), wish));
  }

  private static SourceWish named(
      @Nullable UUID account, @Nullable String owner, @Nullable String repository) {
    return new SourceWish(null, null, account, false, owner, repository);
  }

  private static SourceWish by(UUID account, GitUrl url) {
    return new SourceWish(null, url, account, false, null, null);
  }

  private UUID account(String namespace, boolean full) {
    UUID id = UUID.randomUUID();
    accounts.put(id, new SourceAccount(id, namespace, GitProvider.GITHUB, full));
    return id;
  }

  private static HostRepository repository(boolean isPrivate) {
    return new HostRepository(
        "acme", "app", APP.toString(), null, isPrivate, "trunk", "Our app", true);
  }

  /** Ada may do everything in her own namespace. */
  private static final class AdasAccess implements Access {

    @Override
    public Actor actor() {
      return new Actor.User(new UUID(0, 1), "ada", false);
    }

    @Override
    public void namespace(String namespace, Action action) {
      if (!namespace.equals("ada")) {
        throw new ForbiddenActionException("not yours");
      }
    }

    @Override
    public Repository repository(RepositoryName name, Action action) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Repository repository(UUID id, Action action) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean allows(Repository repository, Action action) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean allows(Actor actor, Repository repository, Action action) {
      throw new UnsupportedOperationException();
    }
  }
}
