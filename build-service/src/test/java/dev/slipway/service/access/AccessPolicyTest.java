package dev.slipway.service.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.service.repository.Repository.Visibility;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccessPolicyTest {

  private static final Actor ADMIN = new Actor.User(new UUID(0, 1), "admin", true);
  private static final Actor USER = new Actor.User(new UUID(0, 2), "ada", false);
  private static final Actor ANONYMOUS = new Actor.Anonymous();
  private static final Actor WORKER = new Actor.Worker();

  private static final String NAMESPACE = "acme";

  private static final Grant OWNER_READS = new Grant(Scope.READ, null);
  private static final Grant OWNER_BUILDS = new Grant(Scope.BUILD, null);
  private static final Grant OWNER_CONFIGURES = new Grant(Scope.CONFIGURE, null);
  private static final Grant HERE = new Grant(Scope.ADMIN, NAMESPACE);
  private static final Grant ELSEWHERE = new Grant(Scope.ADMIN, "other");

  private static final Set<Action> NOTHING = EnumSet.noneOf(Action.class);
  private static final Set<Action> SEE = EnumSet.of(Action.READ_REPOSITORY);
  private static final Set<Action> READ =
      EnumSet.of(Action.READ_REPOSITORY, Action.READ_BUILD_DETAILS, Action.READ_NAMESPACE);
  private static final Set<Action> WORK =
      EnumSet.of(
          Action.READ_REPOSITORY,
          Action.READ_BUILD_DETAILS,
          Action.BUILD,
          Action.CONFIGURE,
          Action.READ_NAMESPACE);
  private static final Set<Action> BUILD = with(READ, Action.BUILD);
  private static final Set<Action> MAKE = with(WORK, Action.CREATE_REPOSITORY);
  private static final Set<Action> EVERYTHING = EnumSet.allOf(Action.class);

  /** One row: who, with which role, and what that allows on private and on public repositories. */
  record Row(Actor actor, Optional<Role> role, Set<Action> onPrivate, Set<Action> onPublic) {}

  static Stream<Row> table() {
    Optional<Role> none = Optional.empty();
    return Stream.of(
        new Row(ADMIN, none, EVERYTHING, EVERYTHING),
        new Row(ADMIN, Optional.of(Role.READER), EVERYTHING, EVERYTHING),
        new Row(USER, Optional.of(Role.OWNER), EVERYTHING, EVERYTHING),
        new Row(USER, Optional.of(Role.MAINTAINER), WORK, WORK),
        new Row(USER, Optional.of(Role.READER), READ, READ),
        new Row(USER, none, NOTHING, SEE),
        new Row(with(OWNER_READS), Optional.of(Role.OWNER), READ, READ),
        new Row(with(OWNER_BUILDS), Optional.of(Role.OWNER), BUILD, BUILD),
        new Row(with(OWNER_CONFIGURES), Optional.of(Role.OWNER), MAKE, MAKE),
        new Row(with(OWNER_CONFIGURES), Optional.of(Role.MAINTAINER), WORK, WORK),
        new Row(with(OWNER_CONFIGURES), Optional.of(Role.READER), READ, READ),
        new Row(with(OWNER_CONFIGURES), none, NOTHING, SEE),
        new Row(with(Grant.EVERYTHING), Optional.of(Role.OWNER), EVERYTHING, EVERYTHING),
        new Row(with(HERE), Optional.of(Role.OWNER), EVERYTHING, EVERYTHING),
        new Row(with(ELSEWHERE), Optional.of(Role.OWNER), NOTHING, SEE),
        new Row(((Actor.User) ADMIN).with(OWNER_READS), none, READ, READ),
        new Row(((Actor.User) ADMIN).with(ELSEWHERE), none, NOTHING, SEE),
        new Row(ANONYMOUS, none, NOTHING, SEE),
        new Row(ANONYMOUS, Optional.of(Role.OWNER), NOTHING, SEE),
        new Row(WORKER, none, NOTHING, NOTHING),
        new Row(WORKER, Optional.of(Role.OWNER), NOTHING, NOTHING));
  }

  @ParameterizedTest
  @MethodSource("table")
  void grantsWhatTheTableSaysAndNothingElse(Row row) {
    for (Action action : Action.values()) {
      assertEquals(
          row.onPrivate().contains(action),
          AccessPolicy.allows(row.actor(), action, NAMESPACE, Visibility.PRIVATE, row.role()),
          () -> action + " on a private repository");
      assertEquals(
          row.onPublic().contains(action),
          AccessPolicy.allows(row.actor(), action, NAMESPACE, Visibility.PUBLIC, row.role()),
          () -> action + " on a public repository");
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void inANamespaceVisibilityGrantsNothing(Row row) {
    for (Action action : Action.values()) {
      assertEquals(
          row.onPrivate().contains(action),
          AccessPolicy.allowsInNamespace(row.actor(), action, NAMESPACE, row.role()),
          action::name);
    }
  }

  private static Actor with(Grant grant) {
    return new Actor.User(new UUID(0, 2), "ada", false, grant);
  }

  private static Set<Action> with(Set<Action> fewer, Action more) {
    Set<Action> all = EnumSet.copyOf(fewer);
    all.add(more);
    return all;
  }
}
