package dev.slipway.service.organization;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.access.Role;
import dev.slipway.service.account.Account;
import dev.slipway.service.account.AccountDirectory;
import dev.slipway.service.account.SignedIn;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is what in an organization. One that has an owner never loses its last one. In somebody's own
 * namespace that person is the only owner; others can be maintainers and readers.
 */
@ApplicationScoped
public class Members {

  private static final int MOST = 1_000;

  private final Access access;
  private final SignedIn signedIn;
  private final AccountDirectory accounts;
  private final OrganizationStore store;

  Members(Access access, SignedIn signedIn, AccountDirectory accounts, OrganizationStore store) {
    this.access = access;
    this.signedIn = signedIn;
    this.accounts = accounts;
    this.store = store;
  }

  /** Members by name. */
  public List<Member> list(String organization, @Nullable String after, int limit) {
    access.namespace(organization, Action.READ_NAMESPACE);
    return store.members(organization, after, limit);
  }

  /**
   * Gives somebody a role, in place of the one they had.
   *
   * @throws NoSuchThingException when there is no such account
   * @throws ConflictException when it would leave no owner
   */
  @Transactional
  public Member put(String organization, String user, Role role) {
    access.namespace(organization, Action.MANAGE_NAMESPACE);
    Optional<UUID> person = store.lock(organization);
    Account account =
        accounts
            .byName(user)
            .orElseThrow(() -> new NoSuchThingException("there is no account \"" + user + "\""));
    if (person.isPresent()) {
      checkPersonal(organization, person.get().equals(account.id()), role);
    }
    Optional<Role> before = store.role(organization, account.id());
    if (before.isEmpty() && store.size(organization) >= MOST) {
      throw new ConflictException("an organization has up to " + MOST + " members");
    }
    if (role != Role.OWNER) {
      keepAnOwner(organization, user, before);
    }
    store.put(organization, account.id(), role);
    return new Member(account.name(), account.displayName(), role);
  }

  /**
   * Takes somebody's role away. Everybody may leave by themselves.
   *
   * @throws NoSuchThingException when they are no member
   * @throws ConflictException when it would leave no owner
   */
  @Transactional
  public void remove(String organization, String user) {
    boolean leaving = signedIn.person().name().equals(user);
    access.namespace(organization, leaving ? Action.READ_NAMESPACE : Action.MANAGE_NAMESPACE);
    if (leaving) {
      signedIn.unlimited();
    }
    Optional<UUID> person = store.lock(organization);
    UUID id =
        accounts.byName(user).map(Account::id).orElseThrow(() -> noMember(user, organization));
    Role before = store.role(organization, id).orElseThrow(() -> noMember(user, organization));
    if (person.filter(id::equals).isPresent()) {
      throw new ConflictException("this is " + user + "'s own namespace; it goes with the account");
    }
    keepAnOwner(organization, user, Optional.of(before));
    store.remove(organization, id);
  }

  private static void checkPersonal(String organization, boolean own, Role role) {
    if (own && role != Role.OWNER) {
      throw new InvalidInputException(
          "role", "\"" + organization + "\" is this person's own namespace; they stay its owner");
    }
    if (!own && role == Role.OWNER) {
      throw new InvalidInputException(
          "role",
          "\""
              + organization
              + "\" is somebody's own namespace, which has one owner; make an organization to share"
              + " that");
    }
  }

  private void keepAnOwner(String organization, String user, Optional<Role> before) {
    boolean wasOwner = before.filter(role -> role == Role.OWNER).isPresent();
    if (wasOwner && store.owners(organization) <= 1) {
      throw new ConflictException(
          user
              + " is the last owner of \""
              + organization
              + "\"; make somebody else an owner first, or delete the organization");
    }
  }

  private static NoSuchThingException noMember(String user, String organization) {
    return new NoSuchThingException(user + " is no member of \"" + organization + "\"");
  }
}
