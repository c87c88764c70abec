package dev.slipway.service.organization;

import dev.slipway.service.access.Actor;
import dev.slipway.service.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where organizations and their members are kept. */
public interface OrganizationStore {

  /**
   * Makes an organization with its first owner.
   *
   * @return false when there is a namespace of this name
   */
  boolean insert(String name, UUID owner, Instant now);

  /**
   * Organizations by name: a person's, an administrator's all.
   *
   * @param after only names behind this one; null for the first
   * @param limit how many at most
   */
  List<Organization> visibleTo(Actor.User viewer, @Nullable String after, int limit);

  /** One of them, with the viewer's role. */
  Optional<Organization> find(String name, UUID viewer);

  /**
   * Keeps other changes to its members and repositories waiting until the end of the caller's
   * transaction.
   *
   * @return the account whose own namespace it is; empty for an organization
   * @throws dev.slipway.service.access.NoSuchThingException when it is gone
   */
  Optional<UUID> lock(String name);

  /** How many repositories it has. */
  long repositories(String name);

  /** How many accounts at Git hosts it has linked. */
  long linkedAccounts(String name);

  /** Removes it with its memberships. */
  void delete(String name);

  /** Members by name. */
  List<Member> members(String name, @Nullable String after, int limit);

  Optional<Role> role(String name, UUID user);

  long owners(String name);

  /** How many members it has. */
  long size(String name);

  /** Gives a user a role, in place of any other. */
  void put(String name, UUID user, Role role);

  void remove(String name, UUID user);
}
